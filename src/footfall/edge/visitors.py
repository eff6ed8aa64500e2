"""Who asks: the client's address behind our own proxies, and the hashes that stand for a visitor.

The address is used in memory only, for the hash and for limits; nothing here writes it anywhere.
"""

from __future__ import annotations

import ipaddress
import re
import secrets
from hashlib import blake2b
from typing import NamedTuple

from footfall.edge.asked import Request
from footfall.flywheel.hit import Flag
from footfall.flywheel.identity import LONGEST_ID, lasting, network_of, passing
from footfall.flywheel.owned import Registry

LONGEST_AGENT = 512
"""Characters of a user agent that are kept. Our choice; browsers' have about 120."""

_V4 = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}", re.ASCII)
"""The usual address, which is read twenty times as fast this way."""
_SILENT = int(Flag.SILENT)
"""As a number: flags of Python cost a microsecond an operation."""


class Visitor(NamedTuple):
    """What a hit says of who did it."""

    visitor: int
    former: int
    flags: int
    """Of `Flag`."""


class Visitors:
    """Turns requests into hashes.

    Args:
        proxies: how many proxies of one's own stand in front.
    """

    def __init__(self, registry: Registry, *, proxies: int = 0) -> None:
        self._registry = registry
        self._proxies = proxies
        self._key = secrets.token_bytes(32)

    def address(self, request: Request) -> str:
        """What the outermost of our own proxies saw. Further left in X-Forwarded-For stands what the client wrote."""
        if self._proxies:
            hops = [hop for line in request.every("x-forwarded-for") for hop in line.split(",")]
            if len(hops) >= self._proxies and (found := bare(hops[-self._proxies].strip())):
                return found
        return request.peer

    def client(self, request: Request) -> bytes:
        """A key for limits, good for this process only. IPv6 clients own a /64 at least, so that is what counts."""
        address = bare(self.address(request))
        if ":" in address:
            address = ipaddress.IPv6Address(address).packed[:8].hex()
        return blake2b(address.encode(), key=self._key, digest_size=8).digest()

    def of(self, request: Request, site: int, agent: str, now: int) -> Visitor:
        """The passing visitor of a request; nobody where the browser asks not to be followed."""
        if request.header("sec-gpc") == "1" or request.header("dnt") == "1":
            return Visitor(0, 0, _SILENT)
        today, before = self._registry.salts(now)
        network = network_of(self.address(request))
        return Visitor(passing(today, site, network, agent), passing(before, site, network, agent), 0)

    def lasting(self, site: int, said: str, *, by_site: bool) -> int:
        return lasting(self._registry.key(), site, said[:LONGEST_ID], by_site=by_site)


def bare(text: str) -> str:
    """An IP address without port, brackets and zone; "" for what is none."""
    if _V4.fullmatch(text):
        return text
    inner = text.partition("]")[0].lstrip("[") if text.startswith("[") else text
    if inner.count(":") == 1:
        inner = inner.partition(":")[0]
    try:
        address = ipaddress.ip_address(inner.partition("%")[0])
    except ValueError:
        return ""
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(mapped or address)


def agent_of(request: Request) -> str:
    return request.header("user-agent")[:LONGEST_AGENT]
