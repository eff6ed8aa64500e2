"""The loop, its days, the funnel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from footfall.apps.insights.figures import Compared, between, percent, percents, rate, whole
from footfall.apps.insights.places.turning import Turning, days_of
from footfall.apps.insights.scope import Against, Asked
from footfall.apps.ui.charts import (
    Point,
    Series,
    Station,
    Step,
    funnel_chart,
    loop_chart,
    period_chart,
)
from footfall.events.reports import LoopDay, Steps
from footfall.flywheel.estimate import Estimate
from footfall.flywheel.k import K
from footfall.flywheel.proportions import wilson

Address = Callable[..., str]
"""Of a place, by its name and changes of the scope."""


def against_said(asked: Asked) -> str:
    """With what figures are compared."""
    if asked.before is None:
        return ""
    if asked.against == Against.YEAR:
        return _("against the same weekdays a year before")
    days = asked.period.days
    return ngettext("against the day before", "against the %(days)d days before", days) % {"days": days}


def loop(turning: Turning, asked: Asked, to: Address) -> SafeString:
    """The four stations, and what comes back."""
    words = against_said(asked)
    total = turning.now.total

    def station(label: str, found: Compared, half: str, onward: str, place: str) -> Station:
        return Station(
            label=label,
            figure=found.figure,
            half=half,
            against=words if found.change else "",
            change=found.change,
            tone=found.tone,
            sure=found.sure,
            onward=onward,
            href=to(place),
        )

    rate_said = _("%(rate)s of views are shared (%(range)s)") % {
        "rate": percent(turning.share_rate.value),
        "range": percents(turning.share_rate),
    }
    brings = _("a share brings %(visits)s visits") % {"visits": rate(turning.a_share or 0)}
    led = _("%(part)s of all visits begin here") % {"part": percent(min(1, total.attention / (total.visits or 1)))}
    return loop_chart(
        [
            station(_("Your links followed"), turning.attention, "smm", led if total.visits else "", "campaigns"),
            station(_("Visits"), turning.visits, "smo", rate_said if total.views else "", "sources"),
            station(_("Shares"), turning.shares, "smo", brings if total.shares else "", "pages"),
            station(_("Visits from shares"), turning.share_visits, "loop", "", "sharing"),
        ],
        label=_("The loop"),
        back=k_said(turning.k),
        back_sure=k_sure(turning.k),
    )


def k_said(k: K) -> str:
    """What a share gives back."""
    if not k.shares:
        return _("No share is old enough yet to say how many further shares it brings.")
    return _("Each share brings %(k)s further shares (K)") % {"k": rate(k.value)}


def k_sure(k: K) -> str:
    if not k.shares:
        return ""
    return _("likely %(range)s, over %(shares)s shares at least 7 days old") % {
        "range": between(k.low, k.high),
        "shares": whole(k.shares),
    }


def days(turning: Turning, of: Callable[[LoopDay], int], label: str, asked: Asked) -> SafeString:
    """One figure a day, with the other period under it."""
    points = [Point(day, of(row)) for day, row in zip(days_of(turning.now), turning.now.days, strict=True)]
    before: list[Point] = []
    if turning.before:
        before = [Point(day, of(row)) for day, row in zip(days_of(turning.before), turning.before.days, strict=True)]
    series = Series(label, points, before, _before_said(asked), _band([point.value for point in points]))
    return period_chart(series)


def _band(values: Sequence[float]) -> list[tuple[float, float]]:
    """What counts around a weekly mean would do by chance: 1.96 standard deviations of a Poisson variable."""
    smooth = [sum(part := values[max(0, n - 3) : n + 4]) / len(part) for n in range(len(values))]
    return [(max(0.0, mean - 1.96 * sqrt(mean)), mean + 1.96 * sqrt(mean)) for mean in smooth]


def _before_said(asked: Asked) -> str:
    if asked.against == Against.YEAR:
        return _("A year before")
    count = asked.period.days
    return ngettext("The day before", "The %(days)d days before", count) % {"days": count}


def funnel(steps: Steps, label: str, *, own: bool = False) -> SafeString:
    """Five steps; what goes on is a part of visits, or so many a share.

    Args:
        own: only what own links began, whose later visits grew over all generations.
    """
    shared, brings = wilson(steps.sharers, steps.visits), steps.share_visits / (steps.shares or 1)
    brought = _("over all generations %(visits)s visits a share") if own else _("a share brings %(visits)s visits")
    led = wilson(min(steps.share_leads, steps.share_visits), steps.share_visits)
    brought %= {"visits": rate(brings)}
    leads = steps.leads + steps.share_leads if own else steps.leads
    visits_said = _("visits by them") if own else _("visits, from wherever they came")
    share_said = _("%(part)s of visits share (%(range)s)") % _part(shared)
    lead_said = _("%(part)s of these visits become a lead (%(range)s)") % _part(led)
    sharers_said = _("in %(sharers)s visits") % {"sharers": whole(steps.sharers)}
    leads_said = _("%(leads)s of them in visits from shares") % {"leads": whole(steps.share_leads)}
    rows = [
        Step(_("times your links were followed"), steps.attention, "smm"),
        Step(visits_said, steps.visits, "smo", onward=share_said if steps.visits else ""),
        Step(
            _("shares"), steps.shares, "smo", sharers_said, brought % {"visits": rate(brings)} if steps.shares else ""
        ),
        Step(_("visits from shares"), steps.share_visits, "loop", onward=lead_said if steps.share_visits else ""),
        Step(_("leads"), leads, "loop", leads_said),
    ]
    return funnel_chart(rows, label=label)


def _part(part: Estimate) -> dict[str, str]:
    return {"part": percent(part.value), "range": percents(part)}
