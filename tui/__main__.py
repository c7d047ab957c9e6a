"""The command `ratings-panel`, also as `python -m tui`."""

import sys


def run() -> int:
    """Do what the command line asks for and give the exit status."""
    try:
        # Ctrl+C may come while the program is still being loaded.
        from tui.command_line import main

        return main(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(run())
