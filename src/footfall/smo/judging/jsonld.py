"""JSON-LD as Mastodon reads it, which is narrower than what search engines accept."""

from __future__ import annotations

from collections.abc import Mapping

from footfall.page import Page
from footfall.page.model import Span

MASTODON_TYPES = ("NewsArticle", "WebPage")
"""mastodon app/lib/link_details_extractor.rb@016c1e4e (read 2026-11-22): exactly these words as `@type`, at the top
level of a block or of its list, not inside `@graph`."""


def read_by_mastodon(page: Page) -> tuple[Mapping[str, object], Span] | None:
    """The object whose headline and description Mastodon prefers to Open Graph, with its block's place."""
    for block in page.json_ld:
        entries = block.data if isinstance(block.data, list) else [block.data]
        for entry in entries:
            if isinstance(entry, dict) and entry.get("@type") in MASTODON_TYPES:
                return entry, block.span
    return None
