"""Measurements and stress tests, run from the project folder as `python -m bench.<name>`."""
