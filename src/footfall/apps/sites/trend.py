"""A site's score over time."""

from __future__ import annotations

from typing import Final

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from footfall.apps.sites.models import Site
from footfall.apps.ui.charts import Point, line_chart

DRAWN: Final = 100
"""Audits drawn at most, the newest of them."""


def trend_chart(site: Site) -> SafeString:
    """The line of the newest audits with a score; a sentence while there are fewer than two."""
    newest = site.audits.with_results().exclude(score=None).only("asked_at", "score")[:DRAWN]
    points = [Point(timezone.localtime(one.asked_at).date(), one.score or 0) for one in reversed(newest)]
    return line_chart(points, label=_("Score"))
