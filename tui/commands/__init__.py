"""The registry of commands: keys, labels, help, and when each applies."""
