"""The title that a page offers to previews, and when it is too short or too long for them."""

from __future__ import annotations

from typing import Final, NamedTuple
from unicodedata import east_asian_width

from footfall.page import Page
from footfall.page.model import Span
from footfall.smo.previews import profiles
from footfall.smo.previews.clean import length

SHORTEST: Final = 15
"""Columns, that is Latin letters; wide characters count two (Footfall's judgement, 2026-11-22)."""
CUTTING: Final = ("x", "misskey", "discourse", "discord")
"""Consumers that cut titles at a length that is known."""

TAGS: Final = ("og:title", "twitter:title")
MOST: Final = 5
"""Tags of one name that are looked at."""


class OfferedTitle(NamedTuple):
    """The title, the tag that says it, and where that stands."""

    source: str
    value: str
    span: Span | None


def offered_titles(page: Page, order: tuple[str, ...] = TAGS) -> list[OfferedTitle]:
    """The values of the first tag of `order` that says anything, else of the other tag, else `<title>`; [] without any.

    Of several tags of one name some consumers show the first, some the last, so each value counts.
    """
    for key in dict.fromkeys((*(key for key in order if key in TAGS), *TAGS)):
        metas = [meta for meta in page.preview_tags.get(key, ()) if meta.value]
        if metas:
            return [OfferedTitle(key, " ".join(meta.value.split()), meta.span) for meta in metas[:MOST]]
    return [OfferedTitle("title", page.title, page.title_span)] if page.title else []


def is_short(title: str) -> bool:
    """Whether it has too few letters to say what the page is about."""
    return len(title) < SHORTEST and (title.isascii() or _columns(title) < SHORTEST)


def is_cut(title: str) -> bool:
    """Whether any consumer with a known limit cuts it."""
    return any(cut_after(consumer, title) for consumer in CUTTING)


def cut_after(consumer: str, title: str) -> int:
    """After how many characters a consumer cuts this title; 0 when it shows the whole or nobody knows."""
    profile = profiles().get(consumer)
    rule = profile.table("title.clip") if profile else {}
    at = rule.get("at")
    return at if isinstance(at, int) and length(title, str(rule.get("unit"))) > at else 0


def fault_of(title: str) -> str:
    """What is wrong with a title's length: "short", "long" or ""."""
    return "short" if is_short(title) else "long" if is_cut(title) else ""


def _columns(title: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in title)
