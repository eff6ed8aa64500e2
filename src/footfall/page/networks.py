"""What is known about social networks, read once from networks.toml and compiled for fast look-up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple


class Endpoint(NamedTuple):
    """An address that shares a page: where, and which query parameters carry the page and the text.

    It is one only where the parameter `needs` is there and the parameter `unless` is empty.
    """

    network: str
    at: str
    url: str
    text: str
    needs: str
    unless: str


@dataclass(frozen=True, slots=True)
class Network:
    """One network or button kit. Hosts are lower case without `www.`; `dead` is the ISO date it closed, or ""."""

    id: str
    name: str
    dead: str
    kit: bool
    """One script or page that offers many networks."""
    words: tuple[str, ...]
    endpoints: tuple[Endpoint, ...]
    profile: tuple[str, ...]
    profile_paths: frozenset[str]
    profile_at: bool
    profile_bare: bool
    not_profile: frozenset[str]
    sdk: tuple[str, ...]
    not_sdk: tuple[str, ...]
    feed: tuple[str, ...]
    post: tuple[str, ...]
    button: tuple[str, ...]
    frame_feed: tuple[str, ...]
    frame_post: tuple[str, ...]
    frame_button: tuple[str, ...]
    feed_hosts: tuple[str, ...]


class AtHost(NamedTuple):
    """What one host is known for: share endpoints (longest address first) and the network whose profiles it carries."""

    endpoints: tuple[Endpoint, ...]
    profiles: Network | None


@cache
def networks() -> dict[str, Network]:
    """All networks by id, in the file's order."""
    text = Path(__file__).with_name("networks.toml").read_text("utf-8")
    return {key: _network(key, raw) for key, raw in tomllib.loads(text).items()}


def _network(key: str, raw: dict[str, object]) -> Network:
    def words(field: str) -> tuple[str, ...]:
        value = raw.get(field, [])
        return tuple(str(word) for word in value) if isinstance(value, list) else ()

    shares = raw.get("share", [])
    endpoints = tuple(
        Endpoint(key, part["at"].lower(), part["url"], part["text"], part.get("needs", ""), part.get("unless", ""))
        for part in (shares if isinstance(shares, list) else [])
    )
    return Network(
        id=key,
        name=str(raw["name"]),
        dead=str(raw.get("dead", "")),
        kit=bool(raw.get("kit", False)),
        words=(key, *words("words")),
        endpoints=endpoints,
        profile=words("profile"),
        profile_paths=frozenset(words("profile_paths")),
        profile_at=bool(raw.get("profile_at", False)),
        profile_bare=bool(raw.get("profile_bare", False)),
        not_profile=frozenset(words("not_profile")),
        sdk=words("sdk"),
        not_sdk=words("not_sdk"),
        feed=words("feed"),
        post=words("post"),
        button=words("button"),
        frame_feed=words("frame_feed"),
        frame_post=words("frame_post"),
        frame_button=words("frame_button"),
        feed_hosts=words("feed_hosts"),
    )


SCHEMES: Final = ("mailto:", "sms:", "whatsapp:", "fb-messenger:", "viber:", "tg:")
"""Schemes that share without a host."""
_EDGE: Final = re.compile(
    r"www\.|m\.(?!me\b)|mobile\.|[a-z]{2}-[a-z]{2}\.|[a-z]{2}\.(?=(?:facebook|linkedin|pinterest)\.)"
)
"""What may stand before a network's host: `www.`, a mobile site, a language such as `de-de.` or `uk.`."""
_MOST_HOSTS: Final = 4096
"""Hosts remembered at a time: enough for a site's own links, small enough for a crawl of the whole web."""


@cache
def _hosts() -> dict[str, AtHost]:
    endpoints: dict[str, list[Endpoint]] = {}
    profiles = {host: network for network in networks().values() for host in network.profile}
    for network in networks().values():
        for endpoint in network.endpoints:
            endpoints.setdefault(start_of(endpoint.at), []).append(endpoint)
    return {
        host: AtHost(tuple(sorted(endpoints.get(host, ()), key=lambda endpoint: -len(endpoint.at))), profiles.get(host))
        for host in {*endpoints, *profiles}
    }


@lru_cache(_MOST_HOSTS)
def _known_host(host: str) -> AtHost | None:
    name = host.lower().partition("?")[0].partition("#")[0].rpartition("@")[2].partition(":")[0]
    known = _hosts()
    found = known.get(name)
    while found is None and (edge := _EDGE.match(name)):
        name = name[edge.end() :]
        found = known.get(name)
    return found


def at_host(href: str) -> AtHost | None:
    """What the host of an address that starts with `http://`, `https://` or `//` is known for."""
    parts = href.split("/", 3)
    return _known_host(parts[2]) if len(parts) > 2 else None


def at_address(href: str) -> AtHost | None:
    """What the host (or scheme) of an address as written is known for; None for nothing."""
    if href[:4] == "http" or href[:2] == "//":
        return at_host(href)
    if href.startswith(_SCHEME_STARTS):
        return _hosts().get(start_of(href[:16].lower()))
    return at_host(href.lower()) if href[:4] in ("HTTP", "Http") else None


_SCHEME_STARTS: Final = ("mailto:?", "sms:", "whatsapp:", "fb-mess", "viber:", "tg:", "MAILTO:?")


def endpoint_of(href: str) -> Endpoint | None:
    """The share endpoint an address leads to, None when it is no share link."""
    known = at_address(href)
    return endpoint_among(known.endpoints, href) if known else None


def endpoint_among(endpoints: tuple[Endpoint, ...], href: str) -> Endpoint | None:
    """The one of a host's endpoints that this address leads to."""
    if not endpoints:
        return None
    lower = href.lower()
    likely = [endpoint for endpoint in endpoints if endpoint.at in lower]
    if not likely:
        return None
    address = bare(href)
    query = address.partition("?")[2]
    for endpoint in likely:
        if not address.startswith(endpoint.at):
            continue
        after = address[len(endpoint.at) : len(endpoint.at) + 1]
        if after and after not in "/?#." and endpoint.at[-1].isalnum():
            continue
        if endpoint.needs and f"{endpoint.needs}=" not in query:
            continue
        if endpoint.unless and re.search(rf"(?:^|&){endpoint.unless}=[^&\s]", query):
            continue
        return endpoint
    return None


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
def words() -> dict[str, str]:
    """Networks by the lower-case words that name them in labels, class names and data attributes."""
    return {word: network.id for network in networks().values() if not network.kit for word in network.words}


class _Served(NamedTuple):
    """The start of an address (without scheme, `www.` and the like) from which a network serves a script or frame."""

    start: str
    kind: str
    network: Network


@cache
def _scripts() -> dict[str, tuple[_Served, ...]]:
    return _by_host(
        _Served(start, kind, network)
        for network in networks().values()
        for kind, starts in (("feed", network.feed_hosts), ("sdk", network.sdk))
        for start in starts
    )


@cache
def _frames() -> dict[str, tuple[_Served, ...]]:
    return _by_host(
        _Served(start, kind, network)
        for network in networks().values()
        for kind, starts in (
            ("post", network.frame_post),
            ("feed", (*network.frame_feed, *network.feed_hosts)),
            ("button", network.frame_button),
        )
        for start in starts
    )


def _by_host(served: Iterable[_Served]) -> dict[str, tuple[_Served, ...]]:
    found: dict[str, list[_Served]] = {}
    for one in served:
        found.setdefault(one.start.partition("/")[0], []).append(one)
    return {host: tuple(all_of_it) for host, all_of_it in found.items()}


def script_of(address: str) -> tuple[str, str]:
    """(kind, network) of a script's address: kind is "sdk" or "feed"; ("", "") for any other script."""
    return _served(_scripts(), address.partition("//")[2])


def frame_of(address: str) -> tuple[str, str]:
    """(kind, network) of a frame's address: kind is "feed", "post" or "button"; ("", "") for any other frame."""
    return _served(_frames(), address.partition("//")[2])


def _served(known: dict[str, tuple[_Served, ...]], start: str) -> tuple[str, str]:
    host = start.partition("/")[0]
    if host not in known:
        start = start[_edge_of(host) :]
        host = start.partition("/")[0]
    for one in known.get(host, ()):
        if start.startswith(one.start) and not any(part in start for part in one.network.not_sdk):
            return one.kind, one.network.id
    return "", ""


@lru_cache(_MOST_HOSTS)
def _edge_of(host: str) -> int:
    edge = _EDGE.match(host)
    return edge.end() if edge else 0


def bare(address: str) -> str:
    """An address without scheme and without `www.`, `m.` or a language, lower case up to the query."""
    if address.startswith(SCHEMES):
        path, mark, query = address.partition("?")
        return path.lower() + mark + query
    rest = address.split("://", 1)[-1].removeprefix("//")
    path, mark, query = rest.partition("?")
    path = path.lower()
    while edge := _EDGE.match(path):
        path = path[edge.end() :]
    return path + mark + query


def start_of(bare_address: str) -> str:
    """The host, or the scheme with its colon for addresses that have no host."""
    for scheme in SCHEMES:
        if bare_address.startswith(scheme):
            return scheme
    return bare_address.partition("/")[0].partition("?")[0]
