"""What is printed or written for other people and programs."""
