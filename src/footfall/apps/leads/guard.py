"""What keeps programs from filling in forms: a field nobody sees, a least time, limits, and addresses not taken.

No puzzle and no foreign service: most of what fills in forms gives up at these.
"""

from __future__ import annotations

import time
from typing import NamedTuple
from urllib.parse import urlsplit

from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from footfall.apps.accounts.clients import address_of
from footfall.apps.leads.models import Offer

QUICKEST = 2.0
"""Seconds that a person needs for the form at least. Our choice."""
LASTS = 24 * 3600
"""Seconds that an opened form can be sent."""
WINDOW = 600
"""Seconds over which is counted."""
FROM_ONE_ADDRESS = 20
"""Forms sent in a window: an office behind one address stays below. Our choice."""
OF_ONE_OFFER = 500
"""Forms sent in a window, from everywhere. Our choice."""
VIEWS = 120
"""Views of forms in a window that are counted of one address. Our choice."""
_salt = "footfall.leads.form"


class Opened(NamedTuple):
    """An opened form as it comes back."""

    view: str
    """Token of its view."""
    seconds: float
    """Since it was opened."""


def seal(offer: Offer, view: str) -> str:
    """What the form carries: when it was opened, for which offer, under which view."""
    return signing.dumps([offer.pk, view, round(time.time(), 1)], salt=_salt)


def opened(offer: Offer, sealed: str) -> Opened | None:
    """None for what is forged, of another offer, or older than a day."""
    try:
        pk, view, at = signing.loads(sealed, salt=_salt, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Opened(str(view), time.time() - float(at)) if pk == offer.pk else None


def is_foreign(request: HttpRequest) -> bool:
    """Whether a page of somebody else sends this form: browsers say which page a POST comes from."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc != request.get_host()


def is_too_often(request: HttpRequest, offer: Offer) -> bool:
    """Counts a form that is sent, and says whether there were too many."""
    mine = _count(f"leads-from-{_client(request)}") > FROM_ONE_ADDRESS
    return _count(f"leads-of-{offer.pk}") > OF_ONE_OFFER or mine


def counts_view(request: HttpRequest) -> bool:
    """Whether one more view of this client is counted, so that nobody fills the disk by loading a form."""
    return _count(f"leads-views-{_client(request)}") <= VIEWS


def is_refused(offer: Offer, email: str) -> bool:
    """Whether the owner takes no addresses of this domain, or of one above it."""
    domain = email.rpartition("@")[2].lower()
    parts = domain.split(".")
    return any(".".join(parts[at:]) in offer.refuses for at in range(len(parts)))


def _client(request: HttpRequest) -> str:
    """What stands for an address in the cache, which may lie on a disk."""
    return salted_hmac("footfall.leads.limits", address_of(request), algorithm="sha256").hexdigest()[:24]


def _count(key: str) -> int:
    key = f"{key}-{int(time.time()) // WINDOW}"
    cache.add(key, 0, timeout=WINDOW)
    try:
        return int(cache.incr(key))
    except ValueError:  # The window ended between the two.
        return 1
