"""Pages about links."""
