"""Which consumers cut a title or description short, by what their previews of this page show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from footfall.page import Page
from footfall.page.model import Span
from footfall.smo.previews import Chosen
from footfall.smo.previews.clean import MATRIX_LONG, length
from footfall.smo.rule import Subject

WRITTEN = ("og:", "twitter:", "meta:", "title", "name~", "property=", "jsonld:")
"""Beginnings of sources that somebody wrote for the purpose; text collected from the body is always cut."""


class Clip(NamedTuple):
    """A value that is cut: the source, its length in characters, its place, and the consumers with their limits."""

    source: str
    value: str
    span: Span | None
    limits: dict[str, int]


def clips(subject: Subject, field: str) -> list[Clip]:
    """Each source of `field` ("title" or "description") that some consumer cuts, in the order of consumers."""
    found: dict[tuple[str, int], Clip] = {}
    for consumer, preview in subject.previews.items():
        chosen = preview.title if field == "title" else preview.description
        if chosen is None or not chosen.clipped or not chosen.source.startswith(WRITTEN):
            continue
        value = " ".join(chosen.raw.split())
        rule = subject.previews.profiles[consumer].table(f"{field}.clip")
        limit = _limit(rule)
        if limit and length(value, str(rule.get("unit"))) > limit:
            key = (chosen.source, chosen.offset)
            if key not in found:
                found[key] = Clip(chosen.source, value, _span(subject.page, chosen), {})
            found[key].limits[consumer] = limit
    return list(found.values())


def _limit(rule: Mapping[str, object]) -> int:
    """Characters after which the consumer cuts; 0 where the profile doesn't say."""
    at = rule.get("at")
    if isinstance(at, int):
        return at
    return MATRIX_LONG if rule.get("unit") == "summary" else 0


def cut_at(subject: Subject, clip: Clip) -> str:
    """Half a sentence such as "after 70 characters by X and after 100 by Misskey"."""
    profiles = subject.previews.profiles
    by_limit: dict[int, list[str]] = {}
    for consumer, limit in sorted(clip.limits.items(), key=lambda pair: pair[1]):
        by_limit.setdefault(limit, []).append(profiles[consumer].name)
    return ", ".join(f"after {limit} by {' and '.join(names)}" for limit, names in by_limit.items())


def label(source: str) -> str:
    """The source as a person calls it."""
    if source.startswith("title"):
        return "<title>"
    if source.startswith(("meta:", "name~", "property=")):
        return "the meta description"
    return f"the JSON-LD {source[7:]}" if source.startswith("jsonld:") else source


def _span(page: Page, chosen: Chosen) -> Span | None:
    if chosen.source.startswith("title"):
        return page.title_span
    return next((meta.span for meta in page.metas if meta.span.start == chosen.offset), None)
