"""Where a request comes from, as far as it can be believed."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

LOCAL = "127.0.0.1"


def address_of(request: HttpRequest) -> str:
    """The client's IP address: what the outermost of our own proxies saw (settings.TRUSTED_PROXIES of them).

    Everything further left in X-Forwarded-For was written by the client, who could escape every limit with it. A
    request that came round the proxies, and one through a Unix socket, count by their connection.
    """
    hops = settings.TRUSTED_PROXIES
    seen = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    if hops and len(seen) >= hops and (address := _address(seen[-hops])):
        return address
    return _address(request.META.get("REMOTE_ADDR", "")) or LOCAL


def _address(text: str) -> str | None:
    """An address without port, brackets and zone."""
    bare = text.partition("]")[0].lstrip("[") if text.startswith("[") else text
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(mapped or address)
