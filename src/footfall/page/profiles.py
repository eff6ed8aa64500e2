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
    by_network = {
        anchor.nth: known.profiles
        for anchor, known in page.anchor_sorts.networked
        if known.profiles and known.profiles is not home
    }
    found = []
    for anchor in page.anchor_sorts.outward:
        rel = anchor.element.attr("rel")
        rel_me = rel is not None and "me" in rel and "me" in rel.lower().split()
        network = by_network.get(anchor.nth)
        if network is not None and is_profile(anchor.href, network):
            found.append(ProfileLink(network.id, anchor.href, rel_me, anchor.line))
        elif "/@" in anchor.href and _FEDIVERSE.match(anchor.href):
            found.append(ProfileLink("mastodon", anchor.href, rel_me, anchor.line))
        elif rel_me:
            found.append(ProfileLink("other", anchor.href, rel_me=True, line=anchor.line))
    return tuple(found)


def network_of(address: str) -> str:
    """The id of the network on which this address is a profile, "" when it is none."""
    known = at_address(address.strip())
    if known is not None and known.profiles is not None and is_profile(address.strip(), known.profiles):
        return known.profiles.id
    return "mastodon" if _FEDIVERSE.match(address.strip()) else ""


def account_of(address: str) -> str:
    """A profile's address in the form in which two spellings are equal: host and path, lower case, no final slash."""
    bare = networks.bare(address.strip()).partition("#")[0]
    path, _, query = bare.partition("?")
    path = path.rstrip("/").replace("threads.com/", "threads.net/").replace("twitter.com/", "x.com/")
    return f"{path}?{query}" if path.endswith("profile.php") else path


def is_profile(address: str, network: networks.Network) -> bool:
    """Whether an address at one of the network's hosts is an account of it."""
    path, _, query = networks.bare(address).partition("#")[0].partition("?")
    parts = [part for part in path.split("/")[1:] if part]
    if network.id == "discord" and path.startswith("discord.gg/"):
        return len(parts) == 1
    if not parts or parts[0] in network.not_profile or networks.endpoint_of(address) is not None:
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
