"""The result of an audit as the desk and the public report show it: cards, the fixes worth most, what it costs readers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from django.db.models import Sum

from footfall.apps.sites.models import Audit, AuditedPage
from footfall.apps.sites.presenting import Group, Step, Wall, grouped, pictures_in, step_of, wall_shown
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
from footfall.smo.previews.profile import profiles
from footfall.smo.rule import Fix

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
    worths = worth_most(audit)
    page = wall_page(audit)
    known = _judged([page, *(worth.page for worth in worths)])
    fixes = {pk: fixes_of(one) for pk, one in known.items() if any(w.page and w.page.pk == pk for w in worths)}
    tiles = wall_of(known[page.pk]) if page is not None and page.pk in known else ()
    pictures = pictures_in(tiles, fixes.values())
    return Outcome(
        page=page,
        wall=wall_shown(tiles, pictures.ids) if tiles else None,
        symbols=pictures.symbols,
        others=list(audit.pages.filter(broken_cards__gt=0).exclude(pk=page.pk).order_by("-broken_cards", "pk")[:OTHERS])
        if page
        else [],
        steps=[_step(worth, fixes, pictures.ids) for worth in worths],
        groups=grouped(rules),
        ignored=findings_by_rule(audit, ignored=True),
        broken=audit.pages.aggregate(all=Sum("broken_cards"))["all"] or 0,
        cards=audit.pages_done * len(profiles()),
        rules=len(rules),
        automatic=sum(rule.fix == Fix.AUTOMATIC.value for rule in rules),
    )


def wall_page(audit: Audit) -> AuditedPage | None:
    """The page whose wall comes first: the front page, which is shared most, unless only other pages have broken cards."""
    front = audit.pages.filter(url=audit.site.address).first() or audit.pages.order_by("pk").first()
    if front is None or front.broken_cards:
        return front
    return audit.pages.filter(broken_cards__gt=0).order_by("-broken_cards", "pk").first() or front


def _judged(pages: Iterable[AuditedPage | None]) -> Mapping[int, JudgedPage]:
    rows = {page.pk: page for page in pages if page is not None}
    found = {pk: judged(row) for pk, row in rows.items()}
    return {pk: one for pk, one in found.items() if one is not None}


def _step(worth: Worth, fixes: Mapping[int, PageFixes], symbols: Mapping[str, str]) -> Step:
    return step_of(worth, fixes.get(worth.page.pk) if worth.page else None, symbols)
