"""Files in and out: sessions, schemes, the panel's record. Knows `core`, never the screen."""

__version__ = "0.1.0"
