"""Which consumers cut a title or description short, by what their previews of this page show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from footfall.page import Page
from footfall.page.model import Span
from footfall.smo.judging.wording import listed
from footfall.smo.previews import Chosen
from footfall.smo.previews.clean import MATRIX_LONG, length
from footfall.smo.rule import Subject

WRITTEN = ("og:", "twitter:", "meta:", "title", "name~", "property=", "jsonld:")
"""Beginnings of sources that somebody wrote for the purpose; text collected from the body is always cut."""


class Clip(NamedTuple):
    """A value that is cut: where it is written, the value, its place, and the consumers with their limits."""

    sources: list[str]
    value: str
    span: Span | None
    limits: dict[str, int]


def clips(subject: Subject, field: str, consumers: Iterable[str]) -> list[Clip]:
    """Each value of `field` ("title" or "description") that one of the consumers cuts, in the order of consumers."""
    found: dict[str, Clip] = {}
    known = subject.previews.profiles
    for consumer in consumers:
        preview = subject.previews[consumer] if consumer in known else None
        chosen = preview and (preview.title if field == "title" else preview.description)
        if not chosen or not chosen.clipped or not chosen.source.startswith(WRITTEN):
            continue
        value = " ".join(chosen.raw.split())
        rule = known[consumer].table(f"{field}.clip")
        limit = _limit(rule)
        if limit and length(value, str(rule.get("unit"))) > limit:
            clip = found.setdefault(value, Clip([], value, _span(subject.page, chosen), {}))
            clip.limits[consumer] = limit
            if label(chosen.source) not in clip.sources:
                clip.sources.append(label(chosen.source))
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
    return listed(f"after {limit} by {' and '.join(names)}" for limit, names in by_limit.items())


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
