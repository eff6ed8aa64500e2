"""Tags stand so late in the page that a consumer stops reading before them.

Looks at: how far each consumer reads, and whether a tag it would show stands after that.

Why it matters: consumers download the beginning of a page only: Slack 32 KB, Rocket.Chat 250 kB, WhatsApp 300 KB, and
Facebook, Mastodon, Signal and Lemmy about 1 MB. Inline styles, scripts and pictures before the tags push them out, and
the link is drawn without title or picture although the tags are there.

Bad:
    <head><style>(40 kB of styles)</style><meta property="og:title" content="Sourdough"></head>

Good:
    <head><meta property="og:title" content="Sourdough"><style>(40 kB of styles)</style></head>

Sources: developers.facebook.com, docs/sharing/webmasters/crawler (2026-11-22); WhatsApp, link previews (updated
2026-05-21); the code of Mastodon, Signal, Lemmy and Rocket.Chat, and guides for Slack, as the profiles name them
(2026-11-22); spoo-me/spoo#328 (2026-11-22).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from footfall.page.model import Span
from footfall.smo.judging.families import FACEBOOK
from footfall.smo.judging.wording import listed
from footfall.smo.previews import Chosen, Lost, Preview, Profile, Why
from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule(
    "perf-tags-beyond-window",
    Severity.HIGH,
    Fix.AUTOMATIC,
    ("slack", "rocketchat", "whatsapp", *FACEBOOK, "mastodon", "signal", "lemmy"),
)

SLACK_WINDOW = 32 * 1024
"""Bytes; guides name it for Slack alone (read 2026-11-22). Up to here the finding is of medium weight."""
TAGS = ("og:", "twitter:", "meta:", "title")


class Missed(NamedTuple):
    """A consumer with its window in bytes and the sources it would have shown."""

    profile: Profile
    window: int
    sources: tuple[str, ...]


def check(subject: Subject) -> Outcome:
    size = len(subject.page.data)
    profiles = subject.previews.profiles
    windows = subject.previews.numbers("fetch.window")
    short = [(profiles[one], window) for one, window in windows.items() if window < size]
    missed = [
        Missed(profile, window, sources)
        for profile, window in short
        if (sources := _missed(profile, subject.previews[profile.id]))
    ]
    return (_finding(subject, missed),) if missed else PASS


def _missed(profile: Profile, preview: Preview) -> tuple[str, ...]:
    """The tags beyond the window that this consumer would show, if it came so far."""
    found: list[str] = []
    for field, chosen, lost in (
        ("title", preview.title, preview.lost_title),
        ("description", preview.description, preview.lost_description),
        ("image", preview.image, preview.lost_image),
    ):
        late = dict.fromkeys(one.source for one in lost if one.why is Why.BEYOND_WINDOW and one.source.startswith(TAGS))
        if late:
            found.extend(_better(profile.words(f"{field}.order"), chosen, lost, late))
    return tuple(found)


def _better(order: tuple[str, ...], chosen: Chosen | None, lost: tuple[Lost, ...], late: Iterable[str]) -> list[str]:
    """Of the late sources the one that comes first in the consumer's order, if it comes before what is shown now."""
    read = {one.source for one in lost if one.why is not Why.BEYOND_WINDOW}
    ranks = {part: rank for rank, source in enumerate(order) for part in source.split("|")}
    shown = ranks.get(chosen.source, len(order)) if chosen else len(order)
    better = [source for source in late if source not in read and ranks.get(source, shown) < shown]
    return sorted(better, key=ranks.__getitem__)[:1]


def _finding(subject: Subject, missed: list[Missed]) -> Finding:
    sources = list(dict.fromkeys(source for one in missed for source in one.sources))
    windows: dict[int, list[str]] = {}
    for one in sorted(missed, key=lambda one: one.window):
        windows.setdefault(one.window, []).append(one.profile.name)
    limits = "; ".join(f"{listed(names)} {_reads(names)} {window:,} bytes" for window, names in windows.items())
    span = _last(subject, sources)
    where = f", the last at byte {span.start:,}" if span else ""
    stand = "stand" if len(sources) > 1 else "stands"
    return Finding(
        message=f"{listed(map(_label, sources))} {stand} too late in the page{where}: {limits}.",
        advice="Move the og:, twitter: and description tags to the top of the head, before styles and scripts.",
        span=span,
        severity=Severity.MEDIUM if max(windows) <= SLACK_WINDOW else Severity.HIGH,
        consumers=tuple(one.profile.id for one in missed),
    )


def _reads(names: list[str]) -> str:
    return "read only the first" if len(names) > 1 else "reads only the first"


def _label(source: str) -> str:
    if source.startswith("meta:"):
        return "the meta description"
    return "<title>" if source.startswith("title") else source


def _last(subject: Subject, sources: list[str]) -> Span | None:
    """The place of the last of the missed tags."""
    page = subject.page
    spans = [
        meta.span
        for source in sources
        for meta in page.metas_by_key.get(source.removeprefix("meta:"), ())[:1]
        if source.startswith(("og:", "twitter:", "meta:"))
    ]
    if page.title_span and any(source.startswith("title") for source in sources):
        spans.append(page.title_span)
    return max(spans, key=lambda span: span.start, default=None)
