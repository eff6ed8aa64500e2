"""Pages about measuring."""
