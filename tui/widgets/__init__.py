"""Textual widgets and themes, and the few private members of Textual in use."""
