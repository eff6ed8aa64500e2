"""Gated content and the people who asked for it."""
