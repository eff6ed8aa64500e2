"""Signed webhooks: who is told of what, and the log of every delivery."""
