"""The address guard: which hosts and addresses we may talk to, decided before a socket is opened."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from footfall.page.facts import Fault
from footfall.wire.ranges import IPAddress, is_address, is_metadata, is_public, unwrap
from footfall.wire.spelling import odd_ipv4

Resolve = Callable[[str], Awaitable[list[str]]]
"""Host name to the text of its addresses; raises OSError when there are none."""

WEB_PORTS = frozenset((80, 443))
PIN_LIMIT = 4096
"""Hosts whose checked addresses are remembered; a choice that keeps a long run under a megabyte."""
ONLY_LOOPBACK = "FOOTFALL_ONLY_LOOPBACK"
"""Environment variable: "1" refuses everything beyond this machine, name look-ups included (for test suites)."""


class Refused(NamedTuple):
    """An address we don't talk to, with a sentence that says why and what to do."""

    fault: Fault
    detail: str


Nature = Literal["public", "private", "loopback", "metadata"]


class Admitted(NamedTuple):
    """An address we may talk to: the checked addresses to connect to, and whether any of them is private."""

    addresses: tuple[str, ...]
    private: bool


async def look_up(host: str) -> list[str]:
    """Ask the system for a host's addresses. Raises OSError when it has none."""
    infos = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in infos))


@dataclass(slots=True)
class Guard:
    """Decides where we may connect, and remembers the checked addresses so that no second look-up can change them.

    `allow_private` trusts what the operator typed, and what pages at private addresses point at; a public page still
    can't send us to a private address. `allow_hosts` holds names ("staging.example" for any port,
    "staging.example:8080" for one) that may be private and use any port, whoever points at them.
    """

    allow_private: bool = False
    allow_hosts: frozenset[str] = frozenset()
    resolve: Resolve = look_up
    only_loopback: bool = field(default_factory=lambda: os.environ.get(ONLY_LOOPBACK) == "1")
    _pins: dict[str, tuple[str, ...]] = field(default_factory=dict)

    async def admit(self, scheme: str, host: str, port: int, *, from_public: bool) -> Admitted | Refused:
        """Check one address before a request. `from_public`: a public page or redirect named it, not the operator."""
        if scheme not in ("http", "https"):
            return Refused(Fault.SCHEME, "Only addresses that begin with http:// or https:// are fetched.")
        listed = host in self.allow_hosts or f"{host}:{port}" in self.allow_hosts
        lenient = listed or (self.allow_private and not from_public)
        if port not in WEB_PORTS and not (listed or self.allow_private):
            return self._refuse(f"Port {port} of {host} is not one that public web pages use.", host)
        try:
            addresses = await self._addresses(host)
        except (OSError, UnicodeError):
            return Refused(Fault.DNS, f"No address was found for {host}. Check the spelling of the name.")
        if isinstance(addresses, Refused):
            return addresses
        return self._judge(host, addresses, lenient=lenient, listed=listed)

    def forget(self, host: str) -> None:
        """Drop a host's remembered addresses, so that the next request looks them up (and checks them) again."""
        self._pins.pop(host, None)

    async def _addresses(self, host: str) -> tuple[str, ...] | Refused:
        known = self._pins.get(host)
        if known:
            return known
        if odd_ipv4(host):
            sentence = f"“{host}” is an unusual way to write an address, which hides where it leads. Write it plainly."
            return Refused(Fault.GUARDED, sentence)
        found = (host,) if is_address(host) else await self._ask(host)
        if isinstance(found, Refused):
            return found
        if len(self._pins) >= PIN_LIMIT:
            self._pins.pop(next(iter(self._pins)))
        return self._pins.setdefault(host, found)

    async def _ask(self, host: str) -> tuple[str, ...] | Refused:
        if self.only_loopback and self.resolve is look_up and host != "localhost":
            return Refused(Fault.GUARDED, f"{host} is beyond this machine, and {ONLY_LOOPBACK} is set.")
        found = tuple(await self.resolve(host))
        if not found:
            raise OSError
        return found

    def _judge(self, host: str, addresses: tuple[str, ...], *, lenient: bool, listed: bool) -> Admitted | Refused:
        natures = _natures(addresses)
        if self.only_loopback and not natures <= {"loopback"}:
            return Refused(Fault.GUARDED, f"{host} is beyond this machine, and {ONLY_LOOPBACK} is set.")
        if "metadata" in natures and not listed:
            return self._refuse(f"{host} is the metadata service of a cloud machine, which holds its secrets.", host)
        if natures != {"public"} and not lenient:
            return self._refuse(f"{host} leads to an address that is not on the public internet.", host)
        return Admitted(addresses, private=natures != {"public"})

    def _refuse(self, reason: str, host: str) -> Refused:
        return Refused(Fault.GUARDED, f"{reason} If it is meant, add “{host}” to the allowed hosts.")


@lru_cache(maxsize=1024)
def _natures(addresses: tuple[str, ...]) -> frozenset[Nature]:
    return frozenset(_nature(ipaddress.ip_address(text)) for text in addresses)


def _nature(address: IPAddress) -> Nature:
    """What kind of place an address is, seen through any IPv6 wrapping around an IPv4 address."""
    inner = unwrap(address)
    if is_metadata(inner):
        return "metadata"
    if inner.is_loopback:
        return "loopback"
    return "public" if is_public(inner) else "private"
