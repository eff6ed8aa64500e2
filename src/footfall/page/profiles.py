"""Links to somebody's profile on a network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from footfall.page import networks
from footfall.page.model import ProfileLink
from footfall.page.networks import at_address

if TYPE_CHECKING:
    from footfall.page.page import Page

_POSTS: Final = frozenset(("status", "statuses", "posts", "photos", "videos", "lists", "reel", "p"))
"""Second parts of addresses that are one post of an account, not the account."""
_FEDIVERSE: Final = re.compile(r"https?://[^/]*(?:mastodon|mstdn|social)[^/]*/@[\w.]+(?:@[\w.-]+)?/?(?:\?.*)?$")
"""An account on a server whose name says that it is of the fediverse."""


def find_profiles(page: Page) -> tuple[ProfileLink, ...]:
    """All of them in document order, repeated ones included; "other" for a rel=me link to a host nobody knows.

    On a network's own pages its accounts are ordinary links and don't count.
    """
    own = at_address(f"//{page.host}/")
    home = own.profiles if own else None
    known_hosts = {
        anchor.nth: known
        for anchor, known in page.anchor_sorts.networked
        if known.profiles and known.profiles is not home
    }
    found = []
    for anchor in page.anchor_sorts.outward:
        rel = anchor.element.attr("rel")
        rel_me = rel is not None and "me" in rel and "me" in rel.lower().split()
        network = _network_at(anchor.href, known_hosts.get(anchor.nth))
        if network:
            found.append(ProfileLink(network, anchor.href, rel_me, anchor.line))
        elif "/@" in anchor.href and _FEDIVERSE.match(anchor.href):
            found.append(ProfileLink("mastodon", anchor.href, rel_me, anchor.line))
        elif rel_me:
            found.append(ProfileLink("other", anchor.href, rel_me=True, line=anchor.line))
    return tuple(found)


def network_of(address: str) -> str:
    """The id of the network on which this address is a profile, "" when it is none."""
    if network := _network_at(address.strip(), at_address(address.strip())):
        return network
    return "mastodon" if _FEDIVERSE.match(address.strip()) else ""


def account_of(address: str) -> str:
    """A profile's address in the form in which two spellings are equal: host and path, lower case, no final slash."""
    bare = networks.bare(address.strip()).partition("#")[0]
    path, _, query = bare.partition("?")
    path = path.rstrip("/").replace("threads.com/", "threads.net/").replace("twitter.com/", "x.com/")
    return f"{path}?{query}" if path.endswith("profile.php") else path


def _network_at(address: str, known: networks.AtHost | None) -> str:
    """The id of the network, "" where the address at a known host is no profile."""
    network = known.profiles if known else None
    if network is None or not _is_profile(address, network):
        return ""
    return "" if known and networks.endpoint_among(known.endpoints, address) else network.id


def _is_profile(address: str, network: networks.Network) -> bool:
    """Whether an address at one of the network's hosts, no share link, is an account of it."""
    path, _, query = networks.bare(address).partition("#")[0].partition("?")
    parts = [part for part in path.split("/")[1:] if part]
    if network.id == "discord" and path.startswith("discord.gg/"):
        return len(parts) == 1
    if not parts or parts[0] in network.not_profile:
        return False
    if parts[0].startswith("@"):
        return len(parts) == 1 or not network.profile_at or parts[1] not in _POSTS
    if parts[0] in network.profile_paths:
        return len(parts) >= 2
    if network.profile_bare:
        return len(parts) == 1
    if network.profile_paths or network.profile_at:
        return False
    if parts[0] in ("pages", "people", "profile.php"):
        return len(parts) > 1 or "id=" in query
    return len(parts) <= 2 and not any(part in _POSTS for part in parts[1:])
