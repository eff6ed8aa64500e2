"""Template tags of the pages about sites."""
