"""The pages about sites: one file a place."""
