"""The command `ratings-panel`, also as `python -m tui`."""

import gc
import sys


def run() -> int:
    """Do what the command line asks for and give the exit status."""
    status = _run()
    # Whoever started a thread, or watches us, has loaded it.
    if "threading" not in sys.modules:
        _leave(status)
    return status


def _run() -> int:
    try:
        # Nothing that is loaded is garbage, nor what `score` makes; looking for some takes a tenth
        # of a start. `main` turns the collector on again for what runs longer.
        gc.disable()
        # Ctrl+C may come while the program is still being loaded.
        from tui.cli.main import main

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


def _leave(status: int) -> None:
    """End the process at once: taking every module apart first takes 4 ms, a tenth of `score`."""
    import atexit
    import os

    try:
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        # Python's own way of ending says what is to be said of it.
        return
    os._exit(status)


if __name__ == "__main__":
    raise SystemExit(run())
