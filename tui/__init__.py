"""The command line and the screen. Knows sessions and core."""

from sessions import __version__ as __version__
