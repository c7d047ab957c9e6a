"""Many inspections at once: one table of them from session files or from case counts.

Only here are pandas and numpy used, and nothing on the screen's path imports this package.
"""
