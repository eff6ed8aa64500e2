"""Which network, search engine, assistant or mail service a host or an app belongs to: data/*.toml, read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from footfall.flywheel.agents import DATA
from footfall.flywheel.event import Channel
from footfall.page.networks import networks
from footfall.smo.previews import profiles

FILES: Final = {
    "added": Channel.SOCIAL,
    "social": Channel.SOCIAL,
    "assistants": Channel.AI,
    "mail": Channel.EMAIL,
    "search": Channel.SEARCH,
}
"""The lists, and what a visit from one of their hosts is. Where two name a host, the first one here holds."""


class Known(NamedTuple):
    """Who a host is."""

    net: str
    chan: Channel
    rule: str
    """The entry of the list that fitted."""
    list: str


class _Lists(NamedTuple):
    exact: dict[str, Known]
    under: dict[str, Known]
    """These hosts and every host below them."""
    anywhere: dict[str, Known]
    """First labels of hosts that exist in every country: google.*"""
    paths: tuple[tuple[str, Known], ...]
    """Host and path, the longest first."""
    patterns: tuple[tuple[re.Pattern[str], Known], ...]
    apps: dict[str, Known]
    """Android packages."""


@cache
def table(name: str) -> dict[str, Any]:
    """A list as it stands in its file: `about`, `hosts`, and what else it has."""
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


@lru_cache(10_000)
def known(host: str, path: str = "") -> Known | None:
    """Who a host is; None for a stranger.

    Args:
        host: lower case; of an Android app, `android-app:` and its package.
    """
    lists = _lists()
    if host.startswith("android-app:"):
        return lists.apps.get(host.removeprefix("android-app:"))
    host = host.partition(":")[0].removeprefix("www.")
    for start, found in lists.paths:
        if f"{host}{path}".startswith(start):
            return found
    if found_exact := lists.exact.get(host):
        return found_exact
    labels = host.split(".")
    for first in range(len(labels) - 1):
        if found_under := lists.under.get(".".join(labels[first:])):
            return found_under
    if 1 < len(labels) <= 3 and len("".join(labels[1:])) <= 5 and (found_any := lists.anywhere.get(labels[0])):
        return found_any
    return next((found for pattern, found in lists.patterns if pattern.search(host)), None)


@cache
def aliases() -> dict[str, str]:
    """How people call networks in utm_source, in lower case: every id, name and alias, and its id."""
    found: dict[str, str] = {}
    for name in FILES:
        for net in table(name)["hosts"]:
            found.setdefault(net, net)
    for net, words in table("words")["networks"].items():
        found.update(dict.fromkeys(words, net))
    return found


@lru_cache(10_000)
def channel_of(net: str) -> Channel | None:
    """What a visit from a network is; None for an id that no list has."""
    return next((chan for name, chan in FILES.items() if net in table(name)["hosts"]), None)


@lru_cache(10_000)
def called(net: str) -> str:
    """How people read the id of a network, engine, assistant or mail service; hosts stay as they are."""
    if known_page := networks().get(net):
        return known_page.name
    if profile := profiles().get(net):
        return profile.name
    for name in (*FILES, "fetchers"):
        if written := table(name).get("names", {}).get(net):
            return str(written)
    return net if "." in net or ":" in net else net.capitalize()


@cache
def _lists() -> _Lists:
    lists = _Lists({}, {}, {}, (), (), {})
    paths: dict[str, Known] = {}
    patterns: list[tuple[re.Pattern[str], Known]] = []
    for host, entry in _entries():
        if "/" in host:
            paths.setdefault(host, entry)
        elif host.endswith(".*"):
            lists.anywhere.setdefault(host.removesuffix(".*"), entry)
        elif host.startswith("^"):
            patterns.append((re.compile(host), entry))
        elif host.startswith("*."):
            lists.under.setdefault(host[2:], entry)
        elif table(entry.list)["about"].get("subdomains"):
            lists.under.setdefault(host, entry)
        else:
            lists.exact.setdefault(host, entry)
    for name, chan in FILES.items():
        for net, packages in table(name).get("apps", {}).items():
            for package in packages:
                lists.apps.setdefault(package, Known(net, chan, package, name))
    ordered = tuple(sorted(paths.items(), key=lambda item: -len(item[0])))
    return lists._replace(paths=ordered, patterns=tuple(patterns))


def _entries() -> Iterator[tuple[str, Known]]:
    for name, chan in FILES.items():
        for net, hosts in table(name)["hosts"].items():
            for host in hosts:
                yield host, Known(net, chan, host, name)
