"""Which addresses a webhook may have, as far as the address itself tells; the call is guarded again when it is made."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from footfall.page.facts import Fault
from footfall.wire.guard import Guard, Refused

LONGEST = 2000


def problem_of(url: str) -> str:
    """A sentence that says why an address is not taken, "" when it is. Nothing is looked up."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return _("This is no address of the web. Write it like https://example.com/webhook.")
    if parts.scheme not in ("http", "https") or not host:
        return _("Write the whole address, beginning with https:// or http://.")
    if len(url) > LONGEST or any(character.isspace() or not character.isprintable() for character in url):
        return _("The address holds blanks or is longer than 2000 characters. Check that it was copied whole.")
    if parts.username is not None or parts.password is not None:
        return _("Leave name and password out of the address: every call is signed instead.")
    guard = Guard(allow_private=settings.ALLOW_PRIVATE, resolve=_without_asking, only_loopback=False)
    verdict = asyncio.run(
        guard.admit(parts.scheme, host, port or (443 if parts.scheme == "https" else 80), from_public=False)
    )
    if isinstance(verdict, Refused) and verdict.fault is not Fault.DNS:
        return _(
            "Webhooks go to public addresses and the ports 80 and 443 only. Whoever runs this Footfall can allow "
            "private ones with FOOTFALL_ALLOW_PRIVATE."
        )
    return ""


async def _without_asking(host: str) -> list[str]:
    if host == "localhost" or host.endswith(".localhost"):
        return ["127.0.0.1"]
    raise OSError
