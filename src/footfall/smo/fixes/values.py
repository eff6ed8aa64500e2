"""Values that consumers don't understand: an unknown card, a misspelt locale, an article called a website."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from footfall.smo.fixes.kinds import passed_on
from footfall.smo.fixes.locales import locale_of
from footfall.smo.fixes.model import Proposal
from footfall.smo.fixes.social import with_value
from footfall.smo.fixes.wanted import CARDS, card_of
from footfall.smo.judging.article import sign_of_article

if TYPE_CHECKING:
    from footfall.smo.fixes.model import FixContext
    from footfall.smo.fixes.plan import Plan

CARD: Final = "card-invalid-value"
LOCALE: Final = "meta-og-locale"
TYPE: Final = "meta-og-type-missing"
_LOCALE = re.compile(r"[a-z]{2,3}_[A-Z]{2}")
"""language_TERRITORY (ogp.me, read 2026-11-22)."""
_VAGUE: Final = ("website", "object", "webpage", "blogpost", "post", "news")
"""Types that say nothing, or that ogp.me doesn't know; more special ones are taken as meant."""
_QUOTE: Final = 60
"""Characters of a wrong value that the reason shows."""


def settle_card(plan: Plan, context: FixContext) -> None:
    """Give twitter:card a value that X knows."""
    for meta in plan.by_key().get("twitter:card", []):
        value = meta.value
        if not value or value in CARDS or plan.touched(meta):
            continue
        card = value.lower() if value.lower() in CARDS else card_of(plan.page, context, None)
        reason = f"Writes {card} for twitter:card: X doesn't know “{value[:_QUOTE]}”."
        plan.change(meta, with_value(plan.page, plan.tag(meta), "content", card, reason, CARD))


def settle_locale(plan: Plan) -> None:
    """Spell og:locale as language_TERRITORY; ask where it contradicts the page's lang attribute."""
    spoken = locale_of(plan.page.language)
    for meta in plan.by_key().get("og:locale", []):
        if not meta.value or plan.touched(meta):
            continue
        spelled = meta.value if _LOCALE.fullmatch(meta.value) else locale_of(meta.value)
        if spelled and spoken and spelled.partition("_")[0] != spoken.partition("_")[0]:
            message = (
                f"og:locale says {meta.value[:_QUOTE]}, but the page's lang attribute says "
                f"{plan.page.language[:_QUOTE]}; decide which is the language of the page."
            )
            plan.proposals.append(Proposal(LOCALE, message))
        elif spelled and spelled != meta.value:
            reason = (
                f"Writes {spelled} for og:locale, since “{meta.value[:_QUOTE]}” has not the form that consumers read."
            )
            plan.change(meta, with_value(plan.page, plan.tag(meta), "content", spelled, reason, LOCALE))


def settle_type(plan: Plan) -> None:
    """Call an article an article, where the page says so itself."""
    for meta in plan.by_key().get("og:type", []):
        sign = sign_of_article(plan.page) if meta.value.lower() in _VAGUE and passed_on(plan.page) else ""
        if sign and not plan.touched(meta):
            reason = f"Writes article for og:type: {sign} says that the page is one."
            plan.change(meta, with_value(plan.page, plan.tag(meta), "content", "article", reason, TYPE))
