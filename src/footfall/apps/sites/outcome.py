"""The result of an audit as the desk and the public report show it: cards, fixes worth most, what it costs readers."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.db.models import Sum

from footfall.apps.sites.models import Audit, AuditedPage
from footfall.apps.sites.presenting import Group, Step, Wall, grouped, mend_of, pictures_in, step_of, wall_shown
from footfall.apps.sites.results import (
    JudgedPage,
    PageFixes,
    RuleGroup,
    Worth,
    findings_by_rule,
    fixes_of,
    judged,
    wall_of,
    worth_most,
)
from footfall.smo.draw.markup import Markup
from footfall.smo.draw.wall import Tile
from footfall.smo.previews.profile import profiles
from footfall.smo.rule import Fix

STEPS: Final = 3
"""Fixes that are shown as worth most."""
CANDIDATES: Final = 15
"""Rules looked at to find them."""
OTHERS: Final = 5
"""Other pages with broken cards that are named beside the wall."""


class Outcome(NamedTuple):
    """What an audit found. `wall` is None where the source of the pages is no longer kept."""

    page: AuditedPage | None
    """The page on the wall."""
    wall: Wall | None
    symbols: Markup | None
    others: list[AuditedPage]
    """Other pages with broken cards, most of them first."""
    steps: list[Step]
    groups: list[Group]
    ignored: list[RuleGroup]
    broken: int
    """Broken cards of all pages."""
    cards: int
    """Cards of all pages."""
    rules: int
    automatic: int
    """Of the rules that found something, those that Footfall can write."""


def outcome_of(audit: Audit) -> Outcome:
    """The whole result; the pages on the wall and under the fixes are worked out again from their source."""
    rules = findings_by_rule(audit)
    page = wall_page(audit)
    bench = Bench()
    chosen = _chosen(audit, bench)
    tiles = bench.wall(page)
    pictures = pictures_in(tiles, [fixes for _worth, fixes in chosen])
    return Outcome(
        page=page,
        wall=wall_shown(tiles, pictures.ids) if tiles else None,
        symbols=pictures.symbols,
        others=_others(audit, page),
        steps=[step_of(worth, fixes, pictures.ids) for worth, fixes in chosen],
        groups=grouped(rules),
        ignored=findings_by_rule(audit, ignored=True),
        broken=audit.pages.aggregate(all=Sum("broken_cards"))["all"] or 0,
        cards=audit.pages_done * len(profiles()),
        rules=len(rules),
        automatic=sum(rule.fix == Fix.AUTOMATIC.value for rule in rules),
    )


class Bench:
    """Pages worked out again, each once."""

    def __init__(self) -> None:
        self._judged: dict[int, JudgedPage | None] = {}
        self._fixes: dict[int, PageFixes | None] = {}

    def wall(self, page: AuditedPage | None) -> tuple[Tile, ...]:
        found = self._page(page) if page is not None else None
        return wall_of(found) if found is not None else ()

    def fixes(self, page: AuditedPage) -> PageFixes | None:
        if page.pk not in self._fixes:
            found = self._page(page)
            self._fixes[page.pk] = fixes_of(found) if found is not None else None
        return self._fixes[page.pk]

    def _page(self, page: AuditedPage) -> JudgedPage | None:
        if page.pk not in self._judged:
            self._judged[page.pk] = judged(page)
        return self._judged[page.pk]


def _chosen(audit: Audit, bench: Bench) -> list[tuple[Worth, PageFixes | None]]:
    """The fixes worth most: rules that one and the same change answers are one fix."""
    found: list[tuple[Worth, PageFixes | None]] = []
    answered: set[str] = set()
    for worth in worth_most(audit, CANDIDATES):
        if worth.group.rule in answered:
            continue
        fixes = bench.fixes(worth.page) if worth.page is not None else None
        mend = mend_of(worth, fixes)
        answered.update(mend.rules if mend else ())
        found.append((worth, fixes))
        if len(found) == STEPS:
            break
    return found


def _others(audit: Audit, page: AuditedPage | None) -> list[AuditedPage]:
    broken = audit.pages.filter(broken_cards__gt=0).order_by("-broken_cards", "pk")[: OTHERS + 1]
    return [one for one in broken if one != page][:OTHERS]


def wall_page(audit: Audit) -> AuditedPage | None:
    """The page whose wall comes first: the front page, which is shared most, unless only others have broken cards."""
    front = audit.pages.filter(url=audit.site.address).first() or audit.pages.order_by("pk").first()
    if front is None or front.broken_cards:
        return front
    return audit.pages.filter(broken_cards__gt=0).order_by("-broken_cards", "pk").first() or front
