"""Session, scheme and decisions files, and the shipped inspections."""
