"""The command `ratings-panel`, also as `python -m tui`."""

import gc
import sys


def run() -> int:
    """Do what the command line asks for and give the exit status."""
    try:
        # Nothing that is loaded is garbage; looking for some takes a tenth of the loading.
        gc.disable()
        # Ctrl+C may come while the program is still being loaded.
        from tui.command_line import main

        gc.enable()
        return main(sys.argv[1:])
    except KeyboardInterrupt:
        return 130
    except ImportError as error:
        # Only what `main` itself needs: all else is told by `main`.
        missing = ascii(error.name or str(error))
        sys.stderr.write(
            f"ratings-panel: the installation is not whole: {missing} cannot be loaded. "
            "Install ratings-panel again.\n"
        )
        return 70


if __name__ == "__main__":
    raise SystemExit(run())
