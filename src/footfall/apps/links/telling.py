"""Telling the event store of new links: each is a delivery, the root of what is shared from it.

The link's own row comes first and says that nobody was told; telling again does no harm, because the store counts the
n-th event of a token once.
"""

from __future__ import annotations

import json
import logging
import secrets
import threading
from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from footfall.apps.links.models import Link
from footfall.events.door import FullError, Inbox
from footfall.events.opening import open_inbox
from footfall.flywheel.event import Kind
from footfall.flywheel.hit import RANDOM_BITS, Flag, Hit, id_at

log = logging.getLogger("footfall.links")
A_BATCH = 500
_lock = threading.Lock()
_inbox: Inbox | None = None


def use(inbox: Inbox | None) -> None:
    """Where to tell: the inbox that the server has open anyway. None opens one of this process's own when needed."""
    global _inbox
    with _lock:
        _inbox = inbox


def inbox() -> Inbox:
    """The process's inbox."""
    global _inbox
    with _lock:
        if _inbox is None:
            _inbox = open_inbox(settings.EVENTS)
        return _inbox


def tell(links: Collection[int]) -> int:
    """Hand deliveries in, unless it was done. What the store can't take now stays for `tell_rest`. Returns how many."""
    told = 0
    pks = sorted(links)
    for begin in range(0, len(pks), A_BATCH):
        rows = list(Link.objects.untold().filter(pk__in=pks[begin : begin + A_BATCH]))
        if not rows:
            continue
        now = timezone.now()
        try:
            inbox().put_now([hit_of(row, now) for row in rows])
        except FullError as full:
            log.warning("The event store takes no deliveries of links now; a job tells it later. %s", full)
            return told
        told += Link.objects.untold().filter(pk__in=[row.pk for row in rows]).update(told_at=now)
    return told


def tell_rest() -> int:
    """Tell of links of which the store took nothing when they were made."""
    return tell(list(Link.objects.untold().order_by("made_at").values_list("pk", flat=True)[:10_000]))


def hit_of(link: Link, now: datetime) -> Hit:
    """The delivery as the event store takes it. Its n is 1 for ever, so that it counts once."""
    more = {"post": link.post, "campaign": link.utm_campaign, "medium": link.utm_medium}
    return Hit(
        id=id_at(int(now.timestamp() * 1000), secrets.randbits(RANDOM_BITS)),
        site=link.site_id,
        kind=Kind.DELIVER,
        url=link.target,
        token=link.token,
        link=link.pk,
        n=1,
        flags=Flag.TRUSTED,
        net=link.network,
        more=json.dumps({name: value for name, value in more.items() if value}, ensure_ascii=False),
    )
