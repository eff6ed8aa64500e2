"""The share buttons leave out the network where this kind of page is shared most.

Looks at: what the page is (recipe, job, its section and keywords) against the networks its share controls name. A
share menu or button kit offers every network and passes. Measured referrers, once a site has them, will refine this.

Why it matters: recipes, fashion and homes live on Pinterest, jobs and business on LinkedIn. A reader uses the button
that is there or none.

Bad:
    A recipe with buttons for Facebook and X only.

Good:
    The same recipe with a button for Pinterest.

Sources: social media optimization in general, "networks chosen for the audience" (2026-11-22); the sections are
Footfall's own judgement (heuristic, 2026-11-22).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from footfall.page import Page
from footfall.page.kind import Kind
from footfall.page.structured import types_of
from footfall.smo.judging.shares import about, name_of, names_of, offers_any, public_networks
from footfall.smo.judging.visual import is_visual, section_words
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("share-audience-mismatch", Severity.MEDIUM, Fix.MANUAL, consumers=(), heuristic=True)

BUSINESS_WORDS: Final = frozenset(
    (
        *("business", "b2b", "enterprise", "saas", "career", "careers", "job", "jobs", "recruiting", "recruitment"),
        *("leadership", "management", "marketing", "startup", "startups", "entrepreneurship", "industry", "economy"),
        *("cio", "ciso", "venture", "funding", "hr", "sales"),
    )
)
"""Sections whose readers pass pages on to colleagues (own judgement, 2026-11-22)."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    if page.kind in (Kind.HOME, Kind.OTHER) and not _offers_job(page):
        return NOT_APPLICABLE
    networks = public_networks(page)
    if not networks:
        return NOT_APPLICABLE
    if offers_any(page):
        return PASS
    return tuple(_missing(page, networks))


def _missing(page: Page, networks: tuple[str, ...]) -> Iterator[Finding]:
    visual = is_visual(page)
    if visual and "pinterest" not in networks:
        yield _finding(page, "pinterest", "Recipes, homes, fashion and travel")
    elif not visual and "linkedin" not in networks and _is_business(page):
        yield _finding(page, "linkedin", "Jobs and business topics")


def _finding(page: Page, network: str, topics: str) -> Finding:
    return about(
        page,
        page.share_controls[0],
        f"{topics} are passed on at {name_of(network)}, but this page offers only {names_of(page.share_controls)}.",
        f"Add a share link for {name_of(network)}, in place of the network that brings you the fewest visitors.",
    )


def _is_business(page: Page) -> bool:
    return _offers_job(page) or not BUSINESS_WORDS.isdisjoint(section_words(page))


def _offers_job(page: Page) -> bool:
    return any("JobPosting" in types_of(item) for item in page.json_ld_items)
