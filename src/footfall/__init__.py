"""Footfall makes your pages worth sharing, runs the conversation about them, and counts the loop between the two."""

__version__ = "0.1.0"
