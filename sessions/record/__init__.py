"""The record on disk: safe saving, the conflict rule, recovery, who is present."""
