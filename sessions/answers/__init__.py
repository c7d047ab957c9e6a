"""From the case answers of an inspection, in a table, to a session file."""
