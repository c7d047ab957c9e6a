"""Measures and tortures: run from the project folder, as `python -m bench.<name>`."""
