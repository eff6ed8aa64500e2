"""What an audit found, as values for pages, the API and reports: no HTML here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from footfall.apps.sites.ignoring import Ignoring, ignoring, only_ignored, without_ignored
from footfall.apps.sites.mending import Change, Mend, PageFixes, fixes_of
from footfall.apps.sites.models import Audit, AuditedPage, RuleCount
from footfall.apps.sites.sources import JudgedPage, judged
from footfall.smo.audit import counts
from footfall.smo.draw.wall import Tile, wall
from footfall.smo.previews.profile import profiles
from footfall.smo.report.ruledoc import RuleDoc, rule_doc, rule_of
from footfall.smo.report.words import COSTS
from footfall.smo.rule import Severity
from footfall.smo.score import WEIGHTS

__all__ = [
    "Change",
    "Comparison",
    "JudgedPage",
    "Mend",
    "PageFixes",
    "RuleChange",
    "RuleGroup",
    "Worth",
    "compare",
    "findings_by_rule",
    "fixes_of",
    "judged",
    "wall_of",
    "without_ignored",
    "worth_most",
]

MOST_NAMED: Final = 50
"""Pages named of each rule in a comparison; all are counted."""
CHUNK: Final = 20_000
"""Rows taken from the database at a time."""
_LEVELS: Final = {severity.value: severity for severity in Severity}


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """One rule over an audit's pages: how grave, on how many pages, what it costs."""

    rule: str
    severity: Severity
    """Of its gravest finding."""
    fix: str
    """Who can mend it: a value of `footfall.smo.rule.Fix`."""
    pages: int
    findings: int
    points: int
    """What it costs all pages together, before the caps of the score."""
    consumers: tuple[str, ...]

    @property
    def doc(self) -> RuleDoc:
        """What it means in words."""
        return rule_doc(self.rule)

    @property
    def costs(self) -> str:
        """What it costs the reader of a shared link: "readers see no card, or a wrong one"."""
        return COSTS[self.severity].reader

    @property
    def is_heuristic(self) -> bool:
        """A judgement from experience, not from a platform's rule."""
        rule = rule_of(self.rule)
        return rule is not None and rule.heuristic

    @property
    def reach(self) -> int:
        """How many consumers it concerns."""
        return len(profiles()) if "all" in self.consumers else len(self.consumers)


@dataclass(frozen=True, slots=True)
class Worth:
    """A rule whose mending is worth much, and the page with the lowest score that shows it; None for the whole site."""

    group: RuleGroup
    page: AuditedPage | None


@dataclass(frozen=True, slots=True)
class RuleChange:
    """How one rule's findings differ between two audits: pages counted, and the first few named."""

    rule: str
    severity: Severity
    new: int
    gone: int
    staying: int
    new_pages: tuple[str, ...]
    gone_pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two audits of a site. `rules` with the gravest first, those of which nothing changed last."""

    older: Audit
    newer: Audit
    rules: tuple[RuleChange, ...]

    @property
    def score_change(self) -> int | None:
        """Points won or lost; None when one of the two has no score."""
        if self.older.score is None or self.newer.score is None:
            return None
        return self.newer.score - self.older.score

    @property
    def new(self) -> tuple[RuleChange, ...]:
        return tuple(change for change in self.rules if change.new)

    @property
    def gone(self) -> tuple[RuleChange, ...]:
        return tuple(change for change in self.rules if change.gone)

    @property
    def staying(self) -> tuple[RuleChange, ...]:
        return tuple(change for change in self.rules if change.staying)


def wall_of(page: JudgedPage) -> tuple[Tile, ...]:
    """The page's card on every consumer, the broken ones first."""
    return wall(page.audit.previews, url=page.page.url, facts=page.facts)


def findings_by_rule(audit: Audit, *, ignored: bool = False) -> list[RuleGroup]:
    """The audit's findings grouped by rule, the gravest and most frequent first.

    `ignored` gives those that somebody ignores instead of the others. A running audit has what is known so far.
    """
    known = ignoring(audit.site)
    apart = _apart(audit, known)
    groups = []
    for row in audit.rule_counts.all():
        if row.rule in known.rules:
            group = _group(row) if ignored else None
        else:
            group = _part(row, apart.get(row.rule, []), ignored=ignored)
        if group is not None:
            groups.append(group)
    return sorted(groups, key=lambda group: (group.severity.rank, -group.pages, group.rule))


def worth_most(audit: Audit, most: int = 3) -> list[Worth]:
    """The rules whose mending is worth most: by what their severity costs, pages and consumers concerned."""
    costly = [group for group in findings_by_rule(audit) if group.points and group.reach]
    costly.sort(key=lambda group: (-group.points * group.reach, group.fix != "automatic", group.rule))
    return [Worth(group, _worst_page(audit, group.rule)) for group in costly[:most]]


def compare(older: Audit, newer: Audit) -> Comparison:
    """What came, went and stayed between two audits of one site; what is ignored now is left out of both."""
    known = ignoring(newer.site)
    before, after = _by_rule(older, known), _by_rule(newer, known)
    changes = []
    for rule in before.keys() | after.keys():
        old, new = before.get(rule, {}), after.get(rule, {})
        came, went = sorted(new.keys() - old.keys()), sorted(old.keys() - new.keys())
        gravest = min((new or old).values(), key=lambda severity: severity.rank)
        named = (tuple(came[:MOST_NAMED]), tuple(went[:MOST_NAMED]))
        changes.append(RuleChange(rule, gravest, len(came), len(went), len(new.keys() & old.keys()), *named))
    changes.sort(key=lambda change: (not (change.new or change.gone), change.severity.rank, -change.new, change.rule))
    return Comparison(older, newer, tuple(changes))


def _by_rule(audit: Audit, known: Ignoring) -> dict[str, dict[str, Severity]]:
    """By rule: the gravest severity by page; "" stands for the whole site.

    Addresses are looked up here: joining them to 200,000 findings took the database four times as long.
    """
    urls: dict[int | None, str] = dict(audit.pages.order_by().values_list("pk", "url"))
    urls[None] = ""
    found: dict[str, dict[str, Severity]] = {}
    rows = audit.findings.order_by().values_list("rule", "page_id", "severity")
    for rule, page, severity in rows.iterator(chunk_size=CHUNK):
        if rule in known.rules:
            continue
        pages, url, level = found.setdefault(rule, {}), urls[page], _LEVELS[severity]
        gravest = pages.setdefault(url, level)
        if level is not gravest and level.rank < gravest.rank:
            pages[url] = level
    for rule, url in known.pages:
        found.get(rule, {}).pop(url, None)
    return {rule: pages for rule, pages in found.items() if pages}


def _worst_page(audit: Audit, rule: str) -> AuditedPage | None:
    findings = without_ignored(audit.findings.filter(rule=rule, page__isnull=False), audit.site)
    found = findings.order_by("page__score", "page_id").select_related("page").first()
    return found.page if found else None


def _group(row: RuleCount) -> RuleGroup:
    severity = Severity(row.severity)
    return RuleGroup(row.rule, severity, row.fix, row.pages, row.findings, row.points, tuple(row.consumers))


def _apart(audit: Audit, known: Ignoring) -> dict[str, list[tuple[int, str]]]:
    """By rule that is ignored on single pages: (page's id, severity) of what is ignored there."""
    found: dict[str, list[tuple[int, str]]] = {}
    if known.pages:
        rows = only_ignored(audit.findings.exclude(rule__in=known.rules), audit.site)
        for rule, page, severity in rows.order_by().values_list("rule", "page_id", "severity"):
            found.setdefault(rule, []).append((page or 0, severity))
    return found


def _part(row: RuleCount, apart: list[tuple[int, str]], *, ignored: bool) -> RuleGroup | None:
    """The ignored or the other part of a rule's findings; None when there is nothing in it."""
    pages, points = _measured(row.rule, apart)
    if not ignored:
        pages, points, findings = row.pages - pages, row.points - points, row.findings - len(apart)
    else:
        findings = len(apart)
    if findings <= 0:
        return None
    return RuleGroup(row.rule, Severity(row.severity), row.fix, pages, findings, points, tuple(row.consumers))


def _measured(rule: str, findings: Iterable[tuple[int, str]]) -> tuple[int, int]:
    """On how many pages some findings of a rule are, and what they cost together."""
    gravest: dict[int, Severity] = {}
    for page, severity in findings:
        level = Severity(severity)
        gravest[page] = min(gravest.get(page, level), level, key=lambda one: one.rank)
    return len(gravest), sum(WEIGHTS[level] for level in gravest.values()) if counts(rule) else 0
