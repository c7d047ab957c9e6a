"""Read tables of every usual kind, by what the file holds, as sheets of cells."""
