"""What the redirect adds to a target: names that the target has already are never touched."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit


def additions(target: str, pairs: Iterable[tuple[str, str]]) -> str:
    """The encoded query to add: each pair that has a value and whose name the target's query does not hold."""
    there = names_of(target)
    return urlencode([(name, value) for name, value in pairs if value and name not in there])


def names_of(target: str) -> frozenset[str]:
    """The names in a target's query, decoded."""
    query = urlsplit(target).query
    return frozenset(name for name, _value in parse_qsl(query, keep_blank_values=True))


def landing(target: str, adds: str) -> str:
    """The address where a visitor lands: the target's own query byte by byte, then what is added, then the fragment."""
    if not adds:
        return target
    before, mark, fragment = target.partition("#")
    _path, asked, query = before.partition("?")
    joint = ("&" if query and not query.endswith("&") else "") if asked else "?"
    return f"{before}{joint}{adds}{mark}{fragment}"
