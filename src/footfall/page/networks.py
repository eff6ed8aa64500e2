"""What is known about social networks, read once from networks.toml and compiled for fast look-up."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple


class Endpoint(NamedTuple):
    """An address that shares a page: where, and which query parameters carry the page and the text."""

    network: str
    at: str
    url: str
    text: str
    needs: str


@dataclass(frozen=True, slots=True)
class Network:
    """One network. Host lists are lower case without `www.`; `dead` is an ISO date or ""."""

    id: str
    name: str
    dead: str
    endpoints: tuple[Endpoint, ...]
    profile: tuple[str, ...]
    profile_paths: tuple[str, ...]
    profile_at: bool
    not_profile: frozenset[str]
    sdk: tuple[str, ...]
    feed: tuple[str, ...]
    post: tuple[str, ...]
    button: tuple[str, ...]
    frame_feed: tuple[str, ...]
    frame_post: tuple[str, ...]
    frame_button: tuple[str, ...]
    feed_hosts: tuple[str, ...]


@cache
def networks() -> dict[str, Network]:
    """All networks by id, in the file's order."""
    text = resources.files("footfall.page").joinpath("networks.toml").read_text("utf-8")
    return {key: _network(key, raw) for key, raw in tomllib.loads(text).items()}


def _network(key: str, raw: dict[str, object]) -> Network:
    def words(field: str) -> tuple[str, ...]:
        value = raw.get(field, [])
        return tuple(str(word) for word in value) if isinstance(value, list) else ()

    shares = raw.get("share", [])
    endpoints = tuple(
        Endpoint(key, part["at"].lower(), part["url"], part["text"], part.get("needs", ""))
        for part in (shares if isinstance(shares, list) else [])
    )
    return Network(
        id=key,
        name=str(raw["name"]),
        dead=str(raw.get("dead", "")),
        endpoints=endpoints,
        profile=words("profile"),
        profile_paths=words("profile_paths"),
        profile_at=bool(raw.get("profile_at", False)),
        not_profile=frozenset(words("not_profile")),
        sdk=words("sdk"),
        feed=words("feed"),
        post=words("post"),
        button=words("button"),
        frame_feed=words("frame_feed"),
        frame_post=words("frame_post"),
        frame_button=words("frame_button"),
        feed_hosts=words("feed_hosts"),
    )


@cache
def endpoints_by_host() -> dict[str, tuple[Endpoint, ...]]:
    """Share endpoints by the host (or scheme, such as `mailto:`) they start with."""
    found: dict[str, list[Endpoint]] = {}
    for network in networks().values():
        for endpoint in network.endpoints:
            found.setdefault(start_of(endpoint.at), []).append(endpoint)
    return {host: tuple(endpoints) for host, endpoints in found.items()}


@cache
def profile_hosts() -> dict[str, Network]:
    """Networks by the hosts that carry their profiles."""
    return {host: network for network in networks().values() for host in network.profile}


@cache
def classes() -> dict[str, tuple[str, str]]:
    """(kind, network) by the class name that a network's script replaces; kind is "feed", "post" or "button"."""
    return {
        name: (kind, network.id)
        for network in networks().values()
        for kind, names in (("feed", network.feed), ("post", network.post), ("button", network.button))
        for name in names
    }


@cache
def sdk_addresses() -> tuple[tuple[str, str], ...]:
    """(start of the address without scheme, network) of scripts that networks and button kits serve."""
    return tuple((start, network.id) for network in networks().values() for start in network.sdk)


@cache
def feed_addresses() -> tuple[tuple[str, str], ...]:
    """(start of the address without scheme, network) of feed widget services."""
    return tuple((start, network.id) for network in networks().values() for start in network.feed_hosts)


@cache
def frame_addresses() -> tuple[tuple[str, str, str], ...]:
    """(start of the address without scheme and www, kind, network) of frames that networks serve."""
    return tuple(
        (start, kind, network.id)
        for network in networks().values()
        for kind, starts in (
            ("feed", network.frame_feed),
            ("post", network.frame_post),
            ("button", network.frame_button),
        )
        for start in starts
    )


def bare(address: str) -> str:
    """An address without scheme and without `www.`, `m.` or `mobile.`, lower case up to the query."""
    rest = address.split("://", 1)[-1].removeprefix("//")
    if address.startswith(("mailto:", "sms:", "whatsapp:")):
        rest = address
    path, mark, query = rest.partition("?")
    path = path.lower()
    for prefix in ("www.", "m.", "mobile.", "web."):
        if path.startswith(prefix) and prefix != "web.":
            path = path.removeprefix(prefix)
    return path + mark + query


def start_of(bare_address: str) -> str:
    """The host, or the scheme with its colon for addresses that have no host."""
    for scheme in ("mailto:", "sms:", "whatsapp:"):
        if bare_address.startswith(scheme):
            return scheme
    return bare_address.partition("/")[0].partition("?")[0]
