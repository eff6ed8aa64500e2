"""Which links a list shows, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from footfall.apps.accounts.models import Workspace
from footfall.apps.links.clicks import Clicks, clicks_of
from footfall.apps.links.models import Link, State

MOST_SORTED = 20_000
"""Links that are sorted by clicks; beyond, the newest so many are. Our choice: the database knows no clicks."""


class Sort(TextChoices):
    NEWEST = "newest", _("newest first")
    OLDEST = "oldest", _("oldest first")
    CLICKS = "clicks", _("most clicks first")
    TARGET = "target", _("by target")


class Shown(TextChoices):
    """Which states are listed."""

    KEPT = "", _("all but deleted")
    ON = "on", _("that work")
    OVER = "over", _("that ended")
    OFF = "off", _("that are turned off")
    GONE = "gone", _("that are deleted")


_ORDERS = {
    Sort.NEWEST: ("-made_at", "-pk"),
    Sort.OLDEST: ("made_at", "pk"),
    Sort.CLICKS: ("-made_at", "-pk"),
    Sort.TARGET: ("target", "pk"),
}


def matching(
    workspace: Workspace, now: datetime, *, text: str = "", campaign: str = "", network: str = "", state: str = ""
) -> QuerySet[Link]:
    """The links that a person looks for; without words all that are kept."""
    rows = Link.objects.filter(workspace=workspace).select_related("campaign", "site", "made_by")
    over = Q(ends_at__isnull=False, ends_at__lte=now)
    if text:
        word = text.strip().rpartition("/")[2] if "/r/" in text else text.strip()
        rows = rows.filter(
            Q(code__icontains=word) | Q(target__icontains=text) | Q(label__icontains=text) | Q(notes__icontains=text)
        )
    if campaign:
        rows = rows.filter(utm_campaign=campaign)
    if network:
        rows = rows.filter(utm_source=network)
    match state:
        case Shown.ON:
            return rows.filter(state=State.ON).exclude(over)
        case Shown.OVER:
            return rows.filter(over).exclude(state=State.GONE)
        case Shown.OFF | Shown.GONE:
            return rows.filter(state=state)
    return rows.exclude(state=State.GONE)


def ordered(rows: QuerySet[Link], sort: str, now: datetime) -> tuple[QuerySet[Link] | list[Link], Mapping[int, Clicks]]:
    """The rows in their order, and the clicks that were needed to find it."""
    rows = rows.order_by(*_ORDERS[Sort(sort or Sort.NEWEST)])
    if sort != Sort.CLICKS:
        return rows, {}
    chosen = list(rows[:MOST_SORTED])
    clicks = clicks_of(chosen, now)
    return sorted(chosen, key=lambda link: -clicks.get(link.pk, Clicks()).people), clicks
