"""The dialogs of the meeting, each a modal screen with a result."""
