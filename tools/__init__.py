"""What the project's own recipes run; never shipped."""
