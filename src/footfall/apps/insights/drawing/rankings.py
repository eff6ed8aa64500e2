"""What is ranked: networks, channels, pages, models."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from footfall.apps.insights import names
from footfall.apps.insights.figures import percent, rate, whole
from footfall.apps.insights.places.credit import Credits, channel_said
from footfall.apps.insights.places.origins import Origins
from footfall.apps.insights.places.paths import PageRow
from footfall.apps.ui.charts import (
    Whisker,
    matrix_chart,
    whisker_chart,
)
from footfall.flywheel.evergreen import Evergreen

Address = Callable[..., str]
"""Of a place, by its name and changes of the scope."""
TOP: Final = 10
"""Bars of a drawing; the table has them all."""


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
