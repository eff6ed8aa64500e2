"""Figures of the places as drawings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from math import sqrt
from typing import Final

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from footfall.apps.insights import names
from footfall.apps.insights.figures import Compared, between, percent, percents, rate, whole
from footfall.apps.insights.places.credit import Credits, channel_said
from footfall.apps.insights.places.origins import Origins
from footfall.apps.insights.places.paths import PageRow
from footfall.apps.insights.places.spread import AGES, Spread
from footfall.apps.insights.places.turning import Turning, days_of
from footfall.apps.insights.scope import Against, Asked, moment
from footfall.apps.ui.charts import (
    Branch,
    Cell,
    CohortRow,
    Gauge,
    Point,
    Series,
    Station,
    Step,
    Whisker,
    cohort_chart,
    funnel_chart,
    gauge_chart,
    loop_chart,
    matrix_chart,
    period_chart,
    tree_chart,
    whisker_chart,
)
from footfall.events.reports import LoopDay, Steps
from footfall.events.reports.sharing import Trees
from footfall.flywheel.estimate import Estimate
from footfall.flywheel.event import Kind
from footfall.flywheel.evergreen import Evergreen
from footfall.flywheel.k import K
from footfall.flywheel.proportions import wilson

Address = Callable[..., str]
"""Of a place, by its name and changes of the scope."""
TOP: Final = 10
"""Bars of a drawing; the table has them all."""


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


def networks(found: Origins, to: Address) -> SafeString:
    """Social networks by visits, each with its evidence."""
    bars = []
    for one in found.networks[:TOP]:
        low, high = one.referrer.part.low * found.social, one.referrer.part.high * found.social
        known = ", ".join(f"{name} {whole(visits)}" for name, visits in one.evidence)
        bars.append(
            Whisker(one.name, one.referrer.counts.visits, low, high, note=known, href=to("sources", net=one.net))
        )
    return whisker_chart(bars, label=_("Visits by social network"))


def channels(found: Origins, to: Address) -> SafeString:
    """All channels by visits."""
    bars = [
        Whisker(
            names.channel(chan),
            counts.visits,
            half=names.half(chan),
            note="" if before is None else _("%(before)s before") % {"before": whole(before)},
            href=to("sources", chan=chan),
        )
        for chan, counts, before in found.channels
    ]
    return whisker_chart(bars, label=_("Visits by channel"))


def rates(rows: Sequence[PageRow], to: Address) -> SafeString:
    """Share rates of the pages that are seen most."""
    bars = [
        Whisker(
            row.page.path,
            row.rate.value,
            row.rate.low,
            row.rate.high,
            note=_("%(shares)s of %(views)s views")
            % {"shares": whole(row.page.shares), "views": whole(row.page.views)},
            href=to("page", path=row.page.path),
        )
        for row in rows[:TOP]
    ]
    return whisker_chart(bars, label=_("Shares a view"), said=percent)


def tree(trees: Trees, label: str) -> SafeString:
    """Share trees, each delivery and share a knot; a knot that brought nothing is small."""
    branches = []
    passed_on = [one for one in trees.trees if len(one.nodes) > 1] or trees.trees[:TOP]
    for one in passed_on:
        for shared in one.nodes:
            node = trees.nodes[shared.token]
            delivered = node.kind == Kind.DELIVER
            name = _("Your link, %(net)s") % {"net": names.short(node.net)} if delivered else names.short(node.net)
            when = date_format(moment(node.ts), "j M Y, H:i")
            parent = str(node.parent) if shared.token != one.root.token else ""
            branches.append(Branch(str(node.token), parent, name, node.visits, "smm" if delivered else "loop", when))
    head = (_("Share"), _("Came from"), _("Visits it brought"), _("When (UTC)"))
    left_out = len(trees.nodes) - len(branches)
    return tree_chart(branches, label=label, head=head, left_out=left_out)


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


def k_gauge(spread: Spread) -> SafeString:
    k = spread.k
    said = _("K is %(k)s, likely %(range)s.") % {"k": rate(k.value), "range": between(k.low, k.high)}
    return gauge_chart(Gauge(k.value, k.low, k.high, 1.0, said, _("1: sharing would keep itself going")))


def cohorts(spread: Spread) -> SafeString:
    """Weeks by the age at which children are counted; young weeks still grow."""
    rows = []
    for first, by_age in spread.weeks:
        cells = []
        for age in AGES:
            found = by_age.get(age)
            ripe = (first + timedelta(6 + age)) < spread.today
            cells.append(Cell(found.k.value, rate(found.k.value), ripe) if found else Cell(None))
        size = max((found.k.shares for found in by_age.values()), default=0)
        rows.append(CohortRow(_week(first), whole(size), cells))
    return cohort_chart(
        rows,
        head=_("Shares of the week from"),
        size_head=_("Shares"),
        ages=[ngettext("within a day", "within %(days)d days", age) % {"days": age} for age in AGES],
        label=_("Further shares a share, by week and age"),
        unripe=_("still growing"),
    )


def k_weeks(spread: Spread) -> SafeString:
    """K of each week that is ripe, with its interval."""
    bars = []
    for first, by_age in spread.weeks:
        found = by_age.get(spread.scope.mature)
        if found:
            high = min(found.k.high, 3 * max(1.0, found.k.value))
            note = _("%(range)s, %(shares)s shares") % {
                "range": between(found.k.low, found.k.high),
                "shares": whole(found.k.shares),
            }
            bars.append(Whisker(_week(first), found.k.value, found.k.low, high, "loop", note))
    return whisker_chart(bars, label=_("K by week"), said=rate)


def _week(first: date) -> str:
    return date_format(first, "j M Y")


def survivals(spread: Spread) -> SafeString:
    """The part of each network's visits whose token arrived."""
    bars = [
        Whisker(
            names.network(one.net),
            one.part.value,
            one.part.low,
            one.part.high,
            "loop",
            _("of %(visits)s visits") % {"visits": whole(one.part.n)},
        )
        for one in spread.virality.survival[:TOP]
    ]
    return whisker_chart(bars, label=_("Visits that carried a token, by network"), said=percent)


def evergreens(pages: Sequence[Evergreen], to: Address) -> SafeString:
    """Shares by expected ones, below 1 the pages that deserve a push."""
    bars = [
        Whisker(
            page.path,
            page.ratio,
            page.low,
            min(page.high, 3),
            "smo" if page.high < 1 else "",
            _("%(shares)s shares, %(expected)s to expect") % {"shares": page.shares, "expected": rate(page.expected)},
            to("page", path=page.path),
        )
        for page in pages[:TOP]
    ]
    return whisker_chart(bars, label=_("Shares by expected ones"), said=rate)


def credits_side_by_side(found: Credits) -> SafeString:
    head = (_("Channel"), _("Last touch"), _("Position"), _("Markov"), _("Shapley"))
    rows = [(channel_said(row.channel), (row.last, row.position, row.removal, row.response)) for row in found.rows]
    return matrix_chart(head, rows, label=_("Parts of the conversions by four models"), said=percent)
