"""Views of forms and confirmed leads among the other events: so that a lead belongs to the visit that it ended.

The lead's own row comes first and says that nobody counted it; counting again does no harm, because the event's id and
number are fixed.
"""

from __future__ import annotations

import json
import logging
import secrets
import time
from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from footfall.apps.accounts.clients import address_of
from footfall.apps.leads.models import Lead, Offer
from footfall.apps.links.telling import inbox
from footfall.apps.tracking import salts
from footfall.apps.tracking.rules import measuring_of
from footfall.events.door import FullError
from footfall.flywheel.event import DAY, Kind
from footfall.flywheel.hit import RANDOM_BITS, Flag, Hit, id_at
from footfall.flywheel.identity import network_of, passing
from footfall.flywheel.token import is_made, token_of

log = logging.getLogger("footfall.leads")
LEAD = "lead"
"""The goal's name."""
A_BATCH = 500
_OF_LEADS = 2**31
"""Numbers of a view's events from here on are leads, so that two people at one form are two."""


def hit_id(at: datetime) -> int:
    return id_at(int(at.timestamp() * 1000), secrets.randbits(RANDOM_BITS))


def see(offer: Offer, request: HttpRequest) -> str:
    """Count a view of the form; returns the view's token. A store that takes nothing keeps nobody from the form."""
    token = token_of(secrets.token_bytes(8))
    if not measuring_of(offer.site).on:
        return token
    now = int(time.time() * 1000)
    agent = request.headers.get("User-Agent", "")[:512]
    visitor, former, flags = _visitor(offer.site_id, request, agent, now)
    via = request.GET.get("s", "")
    view = Hit(
        id=id_at(now, secrets.randbits(RANDOM_BITS)),
        site=offer.site_id,
        kind=Kind.VIEW,
        visitor=visitor,
        former=former,
        agent=agent,
        url=address(offer) + (f"?{request.META['QUERY_STRING'][:500]}" if request.META.get("QUERY_STRING") else ""),
        referrer=request.headers.get("Referer", "")[:2000],
        token=token,
        via=via if is_made(via) else "",
        n=1,
        flags=int(flags),
    )
    try:
        inbox().put_now([view])
    except FullError as full:
        log.warning("A view of the form of offer %d is not counted: %s", offer.pk, full)
    return token


def count(leads: Collection[int]) -> int:
    """Hand confirmed leads in, unless it was done. What the store can't take now stays for `count_rest`."""
    rows = Lead.objects.uncounted().filter(pk__in=list(leads)[:A_BATCH]).select_related("offer__site__measuring")
    found = list(rows)
    if not found:
        return 0
    try:
        if hits := [hit_of(lead) for lead in found if measuring_of(lead.offer.site).on]:
            inbox().put_now(hits)
    except FullError as full:
        log.warning("The event store takes no leads now; a job counts them later. %s", full)
        return 0
    return Lead.objects.uncounted().filter(pk__in=[lead.pk for lead in found]).update(counted_at=timezone.now())


def count_rest() -> int:
    """Count leads of which the store took nothing when they were confirmed."""
    return count(list(Lead.objects.uncounted().order_by("confirmed_at").values_list("pk", flat=True)[:A_BATCH]))


def hit_of(lead: Lead) -> Hit:
    """The conversion. It names the offer, never the person."""
    offer = lead.offer
    more = {"goal": LEAD, "value": offer.value, "currency": offer.currency, "props": {"offer": offer.slug}}
    return Hit(
        id=lead.hit,
        site=offer.site_id,
        kind=Kind.CONVERT,
        url=address(offer),
        token=lead.view or token_of(lead.pk.to_bytes(8, "big")),
        n=_OF_LEADS + lead.pk,
        flags=Flag.TRUSTED,
        more=json.dumps({name: value for name, value in more.items() if value}, ensure_ascii=False),
    )


def address(offer: Offer) -> str:
    """The form's address."""
    return f"{settings.PUBLIC_URL}/get/{offer.handle}/"


def _visitor(site: int, request: HttpRequest, agent: str, now: int) -> tuple[int, int, Flag]:
    """As the edge hashes: whoever came from the site's own pages today is the same passing visitor here."""
    flags = Flag.TRUSTED
    if request.method == "HEAD":
        flags |= Flag.HEAD
    if "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")):
        flags |= Flag.PREFETCH
    if request.headers.get("Sec-GPC") == "1" or request.headers.get("DNT") == "1":
        return 0, 0, flags | Flag.SILENT
    today = now // DAY
    known = salts.made((today - 1, today), today=today)
    network = network_of(address_of(request))
    visitors = [passing(known.get(day, b""), site, network, agent) for day in (today, today - 1)]
    return visitors[0], visitors[1], flags
