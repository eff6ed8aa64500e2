"""Share trees, K, cohorts, the survival of tokens."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from footfall.apps.insights import names
from footfall.apps.insights.figures import between, percent, rate, whole
from footfall.apps.insights.places.spread import AGES, Spread
from footfall.apps.insights.scope import moment
from footfall.apps.ui.charts import (
    Branch,
    Cell,
    CohortRow,
    Gauge,
    Whisker,
    cohort_chart,
    gauge_chart,
    tree_chart,
    whisker_chart,
)
from footfall.events.reports.sharing import Trees
from footfall.flywheel.event import Kind

TOP: Final = 10
"""Bars of a drawing; the table has them all."""


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
