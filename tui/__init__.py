"""The command line and the screen. Knows sessions and core."""

__version__ = "0.1.0"
