"""Many inspections at once: one table of them from session files or from case counts.

It needs pandas and numpy, so the screen does not import it.
"""
