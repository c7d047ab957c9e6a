"""Text from outside and text for people: cleaning, messages, suggestions, paths."""
