"""What rules read out of HTTP answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

HTML_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
"""Media types that preview bots take for a web page (Mastodon, summaly, Nextcloud in their code, 2026-11-22)."""


def media_type(headers: Mapping[str, str]) -> str:
    """The Content-Type without parameters, lower case, "" when the header is missing."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()
