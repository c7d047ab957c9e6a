"""Files in and out: sessions, schemes, the panel's record. Knows `core`, never the screen."""
