"""What a report of many pages remembers: counters, the worst pages, a few examples; its size doesn't grow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from heapq import heappush, heappushpop
from typing import Final, Generic, NamedTuple, TypeVar

from footfall.page.facts import NO_FACTS, PageFacts
from footfall.smo.audit import Judged, PageAudit, SiteAudit, counts, worst
from footfall.smo.draw.wall import State, verdicts
from footfall.smo.report.writer import Mean, named
from footfall.smo.rule import Severity
from footfall.smo.score import WEIGHTS

EXAMPLES: Final = 5
"""Findings kept of each rule."""
ROWS: Final = 200
"""Pages kept as a row of the table."""
FULL: Final = 12
"""Pages kept with everything that is known of them."""

T = TypeVar("T")


class Example(NamedTuple):
    """A finding with the page it stands on; `page` is "" for a finding about the site."""

    page: str
    judged: Judged


@dataclass(slots=True)
class RuleTally:
    """One rule over all pages. `points` is what it cost in all, before the caps of the score."""

    rule: str
    severity: Severity
    fix: str
    pages: int = 0
    findings: int = 0
    points: int = 0
    site: bool = False
    consumers: dict[str, None] = field(default_factory=dict)
    examples: list[Example] = field(default_factory=list)


class Row(NamedTuple):
    """A page as one line of a table."""

    page: str
    score: int
    worst: Severity | None
    severities: Counter[Severity]
    states: Counter[State]


class Kept(NamedTuple):
    """A page with everything."""

    page: str
    audit: PageAudit
    facts: PageFacts
    row: Row


class Lowest(Generic[T]):
    """The `most` values with the lowest scores; among equal scores the first that came."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._heap: list[tuple[int, int, T]] = []
        self._came = 0

    def add(self, score: int, value: T) -> None:
        self._came += 1
        entry = (-score, -self._came, value)
        if len(self._heap) < self._most:
            heappush(self._heap, entry)
        elif entry > self._heap[0]:
            heappushpop(self._heap, entry)

    def values(self) -> list[T]:
        """The lowest score first."""
        return [value for _score, _came, value in sorted(self._heap, key=lambda entry: entry[:2], reverse=True)]


class Tally:
    """Everything a summary says, collected page by page."""

    def __init__(self, *, full: int = FULL) -> None:
        self.mean = Mean()
        self.states: Counter[State] = Counter()
        self.severities: Counter[Severity] = Counter()
        self.rules: dict[str, RuleTally] = {}
        self.unknown: dict[str, tuple[str, int]] = {}
        """By rule: the first reason why it couldn't judge, and on how many pages."""
        self.passed: Counter[str] = Counter()
        self.first: Kept | None = None
        self._rows: Lowest[Row] = Lowest(ROWS)
        self._full: Lowest[Kept] = Lowest(full)

    def add(self, audit: PageAudit, facts: PageFacts = NO_FACTS, *, path: str = "") -> Row:
        page = named(audit, path)
        row = row_of(audit, facts, page)
        self.mean.add(audit.score)
        self.states.update(row.states)
        self.severities.update(row.severities)
        self.passed.update(audit.passed)
        self._add_findings(audit.findings, page)
        for rule, reason in audit.unknown.items():
            known, pages = self.unknown.get(rule, (reason, 0))
            self.unknown[rule] = (known, pages + 1)
        kept = Kept(page, audit, facts, row)
        self.first = self.first or kept
        self._rows.add(audit.score, row)
        self._full.add(audit.score, kept)
        return row

    def add_site(self, site: SiteAudit) -> None:
        self._add_findings(site.findings, "")
        self.severities.update(judged.severity for judged in site.findings)
        for rule, reason in site.unknown.items():
            self.unknown.setdefault(rule, (reason, 0))

    def _add_findings(self, findings: tuple[Judged, ...], page: str) -> None:
        gravest: dict[str, Severity] = {}
        for judged in findings:
            tally = self.rules.get(judged.rule)
            if tally is None:
                tally = self.rules[judged.rule] = RuleTally(judged.rule, judged.severity, judged.fix, site=not page)
            tally.findings += 1
            tally.severity = min(tally.severity, judged.severity, key=lambda severity: severity.rank)
            tally.consumers.update(dict.fromkeys(judged.consumers))
            if len(tally.examples) < EXAMPLES:
                tally.examples.append(Example(page, judged))
            gravest[judged.rule] = min(
                gravest.get(judged.rule, judged.severity), judged.severity, key=lambda severity: severity.rank
            )
        for rule, severity in gravest.items():
            self.rules[rule].pages += 1
            self.rules[rule].points += WEIGHTS[severity] if counts(rule) else 0

    def worst_pages(self) -> list[Row]:
        """At most ROWS pages, the lowest score first."""
        return self._rows.values()

    def full_pages(self) -> list[Kept]:
        """The worst pages with everything, the lowest score first."""
        return self._full.values()

    def by_worth(self) -> list[RuleTally]:
        """Rules by what mending them is worth, those that cost nothing left out."""
        costly = [tally for tally in self.rules.values() if tally.points]
        return sorted(costly, key=lambda tally: (-tally.points, tally.fix != "automatic", tally.rule))

    def by_severity(self, severity: Severity) -> list[RuleTally]:
        """Rules whose gravest finding has that severity, the most frequent first."""
        found = [tally for tally in self.rules.values() if tally.severity is severity]
        return sorted(found, key=lambda tally: (-tally.pages, tally.rule))

    def unknown_by_reason(self) -> list[tuple[str, list[str]]]:
        """Reasons why rules couldn't judge, each with its rules, the reason that stopped most rules first."""
        return by_reason({rule: reason for rule, (reason, _pages) in self.unknown.items()})


def by_reason(unknown: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """Rules that couldn't judge, grouped by the reason, the reason that stopped most rules first."""
    found: dict[str, list[str]] = {}
    for rule, reason in sorted(unknown.items()):
        found.setdefault(reason, []).append(rule)
    return sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0]))


def row_of(audit: PageAudit, facts: PageFacts, page: str) -> Row:
    """A page as one line of a table."""
    found = verdicts(audit.previews, url=audit.url, facts=facts)
    return Row(
        page,
        audit.score,
        worst(audit.findings),
        Counter(judged.severity for judged in audit.findings),
        Counter(one.state for one in found),
    )
