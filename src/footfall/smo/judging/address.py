"""Addresses compared the way people and share counters do."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import unquote, urlsplit

PORTS = {"http": 80, "https": 443}


class Parts(NamedTuple):
    """An address in comparable form: scheme and host in lower case, no usual port, escapes undone, no fragment."""

    scheme: str
    host: str
    path: str
    query: str


def parts_of(url: str) -> Parts | None:
    """The comparable form of an absolute http(s) address, None for anything else."""
    try:
        split = urlsplit(url.strip())
        port = split.port
        host = (split.hostname or "").rstrip(".")
    except ValueError:
        return None
    scheme = split.scheme.lower()
    if scheme not in PORTS or not host:
        return None
    if port is not None and port != PORTS[scheme]:
        host = f"{host}:{port}"
    return Parts(scheme, host, unquote(split.path) or "/", unquote(split.query))


def without_www(host: str) -> str:
    return host.removeprefix("www.")
