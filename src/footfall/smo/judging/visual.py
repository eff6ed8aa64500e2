"""Which pages are about something to look at."""

from __future__ import annotations

import re
from typing import Final

from footfall.page import Page
from footfall.page.kind import Kind
from footfall.page.structured import text_of

VISUAL_WORDS: Final = frozenset(
    (
        *(
            "recipe",
            "recipes",
            "food",
            "cooking",
            "baking",
            "decor",
            "interior",
            "interiors",
            "design",
            "diy",
            "crafts",
        ),
        *("craft", "fashion", "style", "beauty", "wedding", "weddings", "travel", "garden", "gardening", "photography"),
        *("hair", "makeup", "knitting", "sewing"),
    )
)
"""Sections whose readers collect pictures (own judgement, 2026-11-22)."""
_WORD: Final = re.compile(r"[a-z0-9]+")


def section_words(page: Page) -> frozenset[str]:
    """The words of the page's section and of the folders in its address, lower case."""
    folders = page.url.partition("//")[2].split("/")[1:-1]
    sections = (text_of(item.get("articleSection")) for item in page.json_ld_items)
    return frozenset(_WORD.findall(" ".join((page.meta_value("article:section"), *sections, *folders)).lower()))


def is_visual(page: Page) -> bool:
    """A recipe, or a page of a section whose readers collect pictures."""
    return page.kind is Kind.RECIPE or not VISUAL_WORDS.isdisjoint(section_words(page))
