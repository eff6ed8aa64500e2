"""The audit: one page in, its findings and previews out. Pure and picklable, so that any pool can run it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from footfall.page import Page, parse_page
from footfall.page.facts import NO_FACTS, PageFacts
from footfall.smo.previews import Preview, PreviewSet
from footfall.smo.rule import (
    Check,
    Finding,
    NotApplicable,
    Registered,
    Rule,
    Severity,
    Status,
    Subject,
    Unknown,
)
from footfall.smo.rules import registry
from footfall.smo.score import score_of
from footfall.smo.site import Digest, SiteFacts


class Judged(NamedTuple):
    """A finding with the rule that made it; severity and consumers are the finding's own where it has them."""

    rule: str
    severity: Severity
    consumers: tuple[str, ...]
    fix: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class PageAudit:
    """Everything the audit says about one page.

    `score` runs from 0 to 100. `unknown` maps a rule's id to the sentence why it couldn't judge; `passed` and
    `not_applicable` list rule ids. `size` is the page's, in bytes.
    """

    url: str
    score: int
    findings: tuple[Judged, ...]
    previews: tuple[Preview, ...]
    unknown: Mapping[str, str]
    passed: tuple[str, ...]
    not_applicable: tuple[str, ...]
    digest: Digest
    size: int


@dataclass(frozen=True, slots=True)
class SiteAudit:
    """What the site's pages say together."""

    findings: tuple[Judged, ...]
    unknown: Mapping[str, str]


def audit_page(url: str, data: bytes, facts: PageFacts = NO_FACTS) -> PageAudit:
    """Judge one page.

    Args:
        url: its absolute address, "" when unknown.
        data: its bytes, decompressed.
        facts: what the network said of it; rules that need more than was asked answer unknown.
    """
    content_type = facts.response.header("content-type") if facts.response else ""
    return audit_parsed(parse_page(url, data, content_type=content_type), facts)


def audit_parsed(page: Page, facts: PageFacts = NO_FACTS) -> PageAudit:
    """Judge a page that is parsed already."""
    subject = Subject(page, PreviewSet(page, facts), facts)
    findings: list[Judged] = []
    unknown: dict[str, str] = {}
    passed: list[str] = []
    not_applicable: list[str] = []
    for rule, check in _page_checks():
        try:
            outcome = check(subject)
            if isinstance(outcome, NotApplicable):
                not_applicable.append(rule.id)
            elif isinstance(outcome, Unknown):
                unknown[rule.id] = outcome.reason
            elif outcome and (found := [_judged(rule, finding) for finding in outcome]):
                findings.extend(found)
            else:
                passed.append(rule.id)
        except Exception as error:  # A rule that throws must not end an audit of ten thousand pages.
            unknown[rule.id] = _failure(rule, error)
    ordered = tuple(sorted(findings, key=_order))
    return PageAudit(
        url=page.url,
        score=score_of(judged for judged in ordered if counts(judged.rule)),
        findings=ordered,
        previews=tuple(subject.previews.values()),
        unknown=unknown,
        passed=tuple(passed),
        not_applicable=tuple(not_applicable),
        digest=digest_of(page),
        size=len(page.data),
    )


def audit_site(site: SiteFacts) -> SiteAudit:
    """Judge the site as a whole, after all its pages."""
    findings: list[Judged] = []
    unknown: dict[str, str] = {}
    for entry in registry().values():
        if entry.check_site is None or not _runs(entry):
            continue
        outcome = entry.check_site(site)
        if isinstance(outcome, Unknown):
            unknown[entry.rule.id] = outcome.reason
        elif not isinstance(outcome, NotApplicable):
            findings.extend(_judged(entry.rule, finding) for finding in outcome)
    return SiteAudit(tuple(sorted(findings, key=_order)), unknown)


def digest_of(page: Page) -> Digest:
    """What the page contributes to its site's judgement."""
    image = page.meta_value("og:image")
    title = page.meta_value("og:title") or page.title
    description = page.meta_value("og:description") or page.meta_value("description")
    return Digest(page.url, title, description, page.resolve(image) if image else "")


@cache
def _page_checks() -> tuple[tuple[Rule, Check], ...]:
    return tuple((entry.rule, entry.check) for entry in registry().values() if entry.check is not None and _runs(entry))


@cache
def counts(rule_id: str) -> bool:
    """Whether a rule's findings weigh in the score."""
    return registry()[rule_id].rule.status is Status.STABLE


def _runs(entry: Registered) -> bool:
    return entry.rule.status in (Status.STABLE, Status.PREVIEW)


def _failure(rule: Rule, error: Exception) -> str:
    return f"The rule {rule.id} failed on this page ({type(error).__name__}); please report it."


def _judged(rule: Rule, finding: Finding) -> Judged:
    severity = finding.severity or rule.severity
    consumers = rule.consumers if finding.consumers is None else finding.consumers
    return Judged(rule.id, severity, consumers, rule.fix.value, finding)


def _order(judged: Judged) -> tuple[int, str, int]:
    span = judged.finding.span
    return judged.severity.rank, judged.rule, span.start if span else 0


def worst(findings: Iterable[Judged]) -> Severity | None:
    """The gravest severity among findings, None when there are none."""
    return min((judged.severity for judged in findings), key=lambda severity: severity.rank, default=None)
