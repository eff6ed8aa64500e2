"""Short links, campaigns and their conventions."""
