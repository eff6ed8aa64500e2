"""Which links a list shows, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import overload

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from footfall.apps.accounts.models import Workspace
from footfall.apps.links.clicks import Clicks, clicks_at
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


class ByClicks(Sequence[Link]):
    """Links with the most clicks of people first. Only their numbers are sorted; a part is fetched when asked for."""

    def __init__(self, rows: QuerySet[Link], now: datetime) -> None:
        found = list(rows.order_by("-made_at", "-pk").values_list("pk", "site_id")[:MOST_SORTED])
        clicks = clicks_at({site for _pk, site in found}, now)
        self._rows = rows
        self._pks = sorted((pk for pk, _site in found), key=lambda pk: -clicks.get(pk, Clicks()).people)

    def __len__(self) -> int:
        return len(self._pks)

    @overload
    def __getitem__(self, part: int) -> Link: ...

    @overload
    def __getitem__(self, part: slice) -> list[Link]: ...

    def __getitem__(self, part: int | slice) -> Link | list[Link]:
        if isinstance(part, int):
            return self[part : part + 1][0]
        there = self._rows.in_bulk(self._pks[part])
        return [there[pk] for pk in self._pks[part] if pk in there]


def ordered(rows: QuerySet[Link], sort: str, now: datetime) -> QuerySet[Link] | ByClicks:
    """The rows in their order."""
    if sort == Sort.CLICKS:
        return ByClicks(rows, now)
    return rows.order_by(*_ORDERS[Sort(sort or Sort.NEWEST)])
