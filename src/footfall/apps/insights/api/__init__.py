"""The REST API of insights."""
