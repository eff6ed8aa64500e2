"""Tags and filters of insights."""
