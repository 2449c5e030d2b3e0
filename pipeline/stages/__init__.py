"""The story in order: stages call the rooms."""
