"""Consumers that read pages with the same crawler."""

from __future__ import annotations

FACEBOOK = ("facebook", "messenger", "instagram", "threads")
"""All fetch as facebookexternalhit (developers.facebook.com docs/sharing/webmasters, read 2026-11-22)."""
