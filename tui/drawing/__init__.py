"""Pure functions that turn a meeting into lines of styled text, without Textual."""
