"""What the screen is showing, as frozen values."""
