"""Words and signs of audits in templates: `{% load sites %}`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from footfall.apps.sites.models import Audit
from footfall.apps.sites.outcome import Outcome
from footfall.apps.sites.presenting import consumers_said
from footfall.apps.sites.standing import Standing
from footfall.smo.draw.markup import Markup
from footfall.smo.draw.spoken import sentence, shortened
from footfall.smo.draw.wall import State
from footfall.smo.previews.profile import profiles
from footfall.smo.report.html_findings import coded as coded_html
from footfall.smo.report.ruledoc import rule_doc
from footfall.smo.report.words import COSTS, FIXES, score_meaning, score_state
from footfall.smo.rule import Severity

register = template.Library()
_TONES = {State.BROKEN: "bad", State.DOUBTFUL: "doubt", State.GOOD: "good"}


@register.simple_tag
def score(value: int | None) -> SafeString | str:
    """`{% score audit.score %}`: the figure with the sign of its tone."""
    if value is None:
        return _("none")
    state = score_state(value)
    return format_html(
        '<span class="badge is-{} number"><span class="sign" aria-hidden="true">{}</span>{}</span>',
        _TONES[state],
        state.shape,
        value,
    )


@register.filter
def meaning(value: int | None) -> str:
    """What a score means."""
    return score_meaning(value)


@register.filter
def coded(said: str) -> Markup:
    """A sentence of a rule whose `names` become code."""
    return coded_html(said)


@register.filter
def headline(rule: str) -> Markup:
    """A rule's headline, without its full stop."""
    return coded_html(rule_doc(rule).headline.rstrip("."))


@register.filter
def named(rule: str) -> str:
    """A rule's headline as plain text, for labels and titles."""
    return rule_doc(rule).headline.rstrip(".").replace("`", "")


@register.filter
def who_mends(fix: str) -> str:
    """Who can mend it, as a phrase."""
    return FIXES.get(fix, fix)


@register.filter
def costs(severity: str) -> str:
    """What a severity costs the reader of a shared link, as a sentence's beginning."""
    return sentence(COSTS[Severity(severity)].reader)


@register.filter
def consumers(names: Sequence[str]) -> str:
    """Consumers as a sentence lists them."""
    return consumers_said(names)


@register.filter
def short(url: str, most: int = 90) -> str:
    """An address without scheme, cut to fit."""
    return shortened(url.removeprefix("https://").removeprefix("http://").removesuffix("/") or url, most)


@register.filter
def signed_number(value: int) -> str:
    """A difference with its sign."""
    return f"+{value}" if value > 0 else f"−{-value}" if value < 0 else "0"


@register.inclusion_tag("sites/parts/change.html")
def change(value: int | None) -> dict[str, Any]:
    """`{% change standing.change %}`: points won or lost, in words and with its tone."""
    return {"value": value, "points": abs(value or 0)}


@register.inclusion_tag("ui/parts/stat.html")
def score_stat(standing: Standing) -> dict[str, Any]:
    """`{% score_stat standing %}`: the newest score against the one before, and what it means."""
    now = standing.latest.score if standing.latest else None
    shown = {"label": _("Score"), "figure": "–" if now is None else now, "small": _("of 100"), "half": "smo"}
    change = standing.change
    if change is None:
        return {**shown, "against": score_meaning(now)}
    sign, tone = ("↑", "good") if change > 0 else ("↓", "bad") if change < 0 else ("=", "")
    against = _("since the audit before")
    return {**shown, "change": f"{sign} {abs(change)}", "tone": tone, "against": against, "sure": score_meaning(now)}


@register.inclusion_tag("ui/parts/stat.html")
def findings_stat(audit: Audit) -> dict[str, Any]:
    """`{% findings_stat audit %}`: the grave findings against all."""
    grave = audit.tally.get("critical", 0) + audit.tally.get("high", 0)
    against = _("of %(all)s; the others cost readers less") % {"all": f"{sum(audit.tally.values()):,}"}
    return {"label": _("Grave findings"), "figure": f"{grave:,}", "against": against, "half": "smo"}


@register.inclusion_tag("ui/parts/stat.html")
def pages_stat(audit: Audit) -> dict[str, Any]:
    """`{% pages_stat audit %}`: pages judged against those that were known."""
    failed = audit.pages_failed
    brought = ngettext("%(count)d address brought nothing", "%(count)d addresses brought nothing", failed)
    against = brought % {"count": failed} if failed else _("every address that was tried brought a page")
    return {"label": _("Pages judged"), "figure": f"{audit.pages_done:,}", "against": against, "half": "smo"}


@register.inclusion_tag("ui/parts/stat.html")
def cards_stat(outcome: Outcome) -> dict[str, Any]:
    """`{% cards_stat outcome %}`: broken cards against all."""
    against = _("of %(all)s: each page on %(consumers)d consumers") % {
        "all": f"{outcome.cards:,}",
        "consumers": len(profiles()),
    }
    return {"label": _("Broken cards"), "figure": f"{outcome.broken:,}", "against": against, "half": "smo"}


@register.inclusion_tag("ui/parts/stat.html")
def writing_stat(outcome: Outcome) -> dict[str, Any]:
    """`{% writing_stat outcome %}`: the faults that Footfall can write away against all."""
    against = _("of %(all)d kinds of faults; the others need your words or your hands") % {"all": outcome.rules}
    return {"label": _("Footfall can mend"), "figure": outcome.automatic, "against": against, "half": "smo"}
