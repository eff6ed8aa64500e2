"""What every report format can do: begin, take a page, end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable
from urllib.parse import urlsplit

from footfall.page.facts import NO_FACTS, PageFacts
from footfall.smo.audit import PageAudit, SiteAudit
from footfall.smo.rule import Severity


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may choose about a report. Formats ignore what doesn't concern them."""

    date: str = ""
    """The day of the audit as it is to be printed; "" prints none. Reports have no clock of their own."""
    colour: bool = False
    """Text only: ANSI colours."""
    width: int = 80
    """Text only: columns of the terminal."""
    details: bool = False
    """Text only: every page in full, however many."""
    fail_on: Severity = Severity.LOW
    """JUnit only: the mildest severity that counts as a failure."""
    ignored: int = 0
    """Findings that people decided to leave alone and that are not in the report, which says so."""


class Writer(Protocol):
    """A report being written. Pages come one by one; memory stays flat however many."""

    def begin(self) -> None:
        """Write what stands before the first page. `open_report` calls it."""

    def page(self, audit: PageAudit, facts: PageFacts = NO_FACTS, *, path: str = "") -> None:
        """Take one page. `facts` are those it was audited with; `path` names a page that has no address."""

    def end(self, site: SiteAudit | None = None, *, partial: bool = False) -> None:
        """Write the rest. `partial`: the run was interrupted, so there are pages that nobody looked at."""


@runtime_checkable
class Piecewise(Writer, Protocol):
    """A report in which every page is a text of its own, so that it can be written where the page was audited."""

    def piece(self, text: str, score: int) -> None:
        """Take a page as the format's `page_text` has written it."""


class Mean:
    """A site's score: the mean of its pages', rounded down; None before the first page."""

    def __init__(self) -> None:
        self.pages = 0
        self._total = 0

    def add(self, score: int) -> None:
        self.pages += 1
        self._total += score

    @property
    def score(self) -> int | None:
        return self._total // self.pages if self.pages else None


def named(audit: PageAudit, path: str) -> str:
    """What a report calls a page: its address, else the path it was read from."""
    return audit.url or path


def ignored_said(count: int) -> str:
    """The sentence about findings that were left out; "" where none was."""
    if not count:
        return ""
    said = "finding that people decided to ignore is" if count == 1 else "findings that people decided to ignore are"
    return f"{count:,} {said} left out."


def origin(target: str) -> str:
    """`https://host/` of an address, "" for anything else: what short names of pages are relative to."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}/" if parts.scheme in ("http", "https") and parts.netloc else ""
