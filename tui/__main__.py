"""Start the program as `python -m tui`."""

from ratings_panel import run

if __name__ == "__main__":
    raise SystemExit(run())
