"""What would mend a page: every change with its reason, and the cards it makes better."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from footfall.apps.sites.sources import JudgedPage
from footfall.page import Page, parse_page
from footfall.page.facts import PageFacts
from footfall.smo.audit import audit_parsed
from footfall.smo.draw.wall import Tile, wall
from footfall.smo.fixes import Edit, FixContext, Proposal, apply, fix_page, head_snippet, unified_diff
from footfall.smo.previews import PreviewSet

MOST_DRAWN: Final = 8
"""Fixes of a page whose cards are drawn one by one; a page's cards after all fixes are drawn always. Our choice."""


@dataclass(frozen=True, slots=True)
class Change:
    """One consumer's card before and after."""

    before: Tile
    after: Tile

    @property
    def consumer(self) -> str:
        return self.after.preview.consumer


@dataclass(frozen=True, slots=True)
class Mend:
    """Changes of the page's bytes that answer the same rules."""

    reason: str
    rules: tuple[str, ...]
    line: int
    """Of the first change, counted from 1."""
    edits: tuple[Edit, ...]
    diff: str
    changes: tuple[Change, ...]
    """The cards that differ when only this is mended; empty where nothing visible changes, or beyond MOST_DRAWN."""


@dataclass(frozen=True, slots=True)
class PageFixes:
    """Everything that would mend a page, and what needs a person's words or decision."""

    mends: tuple[Mend, ...]
    proposals: tuple[Proposal, ...]
    changes: tuple[Change, ...]
    """The cards that differ when everything is mended."""
    data: bytes
    """The mended page."""
    file_name: str
    """A name for it as a file: "about.html"."""
    diff: str
    snippet: str
    """The block for the head of a CMS template."""
    score: int
    score_after: int
    cleared: tuple[str, ...]
    """Rules that find nothing any more."""

    @property
    def changed(self) -> bool:
        return bool(self.mends)


def fixes_of(page: JudgedPage) -> PageFixes:
    """What would mend the page."""
    return _Mending(page).fixes()


class _Mending:
    """One page on the bench."""

    def __init__(self, judged: JudgedPage) -> None:
        self._judged = judged
        self._page = judged.page
        self._context = context_of(judged.page, judged.facts)

    def fixes(self) -> PageFixes:
        page = self._page
        fixed = fix_page(page.url, page.data, self._context)
        after = self._parsed(fixed.data)
        audit = audit_parsed(after, self._judged.facts) if fixed.changed else self._judged.audit
        known = {judged.rule for judged in audit.findings}
        cleared = dict.fromkeys(one.rule for one in self._judged.audit.findings if one.rule not in known)
        tiles = wall(audit.previews, url=page.url, facts=self._judged.facts) if fixed.changed else self._tiles
        return PageFixes(
            mends=tuple(self._mends(fixed.edits)),
            proposals=fixed.proposals,
            changes=_changes(self._tiles, tiles),
            data=fixed.data,
            file_name=file_name(page.url),
            diff=self._diff(fixed.data),
            snippet=head_snippet(page, self._context),
            score=self._judged.audit.score,
            score_after=audit.score,
            cleared=tuple(cleared),
        )

    @cached_property
    def _tiles(self) -> tuple[Tile, ...]:
        return wall(self._judged.audit.previews, url=self._page.url, facts=self._judged.facts)

    def _mends(self, edits: Iterable[Edit]) -> Iterable[Mend]:
        groups: dict[tuple[str, ...], list[Edit]] = {}
        for edit in edits:
            groups.setdefault(edit.rules or (edit.reason,), []).append(edit)
        for number, group in enumerate(groups.values()):
            data = apply(self._page.data, group)
            line = self._page.data.count(b"\n", 0, group[0].start) + 1
            reason = " ".join(dict.fromkeys(edit.reason for edit in group))
            changes = self._changes(data) if number < MOST_DRAWN else ()
            yield Mend(reason, group[0].rules, line, tuple(group), self._diff(data), changes)

    def _changes(self, data: bytes) -> tuple[Change, ...]:
        facts = self._judged.facts
        previews = tuple(PreviewSet(self._parsed(data), facts).values())
        return _changes(self._tiles, wall(previews, url=self._page.url, facts=facts))

    def _parsed(self, data: bytes) -> Page:
        return parse_page(self._page.url, data, content_type=self._context.content_type)

    def _diff(self, data: bytes) -> str:
        difference = unified_diff(file_name(self._page.url), self._page.data, data)
        return difference.decode(self._page.encoding, "replace")


def context_of(page: Page, facts: PageFacts) -> FixContext:
    """What the fixers know of a fetched page beyond its bytes."""
    parts = urlsplit(page.url)
    https = frozenset({(parts.hostname or "").lower()}) if parts.scheme == "https" else frozenset[str]()
    content_type = facts.response.header("content-type") if facts.response else ""
    return FixContext(f"{parts.scheme}://{parts.netloc}/", "", content_type, facts.images, https)


def file_name(url: str) -> str:
    """A plain name for a page as a file, whatever its address holds: letters, digits, dots, dashes."""
    name = PurePosixPath(unquote(urlsplit(url).path)).name
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_.") else "-" for letter in name)
    plain = plain.strip(".-")[:80] or "index"
    return plain if plain.lower().endswith((".html", ".htm", ".xhtml")) else f"{plain}.html"


def _changes(before: Iterable[Tile], after: Iterable[Tile]) -> tuple[Change, ...]:
    """The cards that look or are judged otherwise, in the order of the first wall."""
    later = {tile.preview.consumer: tile for tile in after}
    pairs = (Change(tile, later[tile.preview.consumer]) for tile in before)
    return tuple(change for change in pairs if _shown(change.before) != _shown(change.after))


def _shown(tile: Tile) -> tuple[object, ...]:
    preview = tile.preview
    words = (preview.shown_title, preview.shown_description, preview.shown_image)
    return (*words, preview.card, preview.site_name, tile.verdict.state, tile.verdict.label)
