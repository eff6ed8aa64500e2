"""Addresses as they are counted: one spelling of a page, and the parameters that say how somebody came.

The host is in lower case, without the usual ports. The path keeps its case, because servers tell cases apart; a slash
at its end goes, because nearly all servers answer both forms with one page; non-ASCII letters are percent-encoded. Of
the query only what the site's rules keep is kept, sorted. The fragment goes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote_plus

from footfall.flywheel.token import PARAMETER, is_made

LONGEST = 2_000
"""Characters of a path; more is no page's name (the limit of sitemaps is 2,048, sitemaps.org, read 2026-11-22)."""
KEPT = 10_000
"""Addresses that are remembered: at most 2,000 characters each, whatever strangers send."""
_URL = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#\\]*))?([^?#]*)(?:\?([^#]*))?", re.DOTALL)
_USUAL = {"http": ":80", "https": ":443"}
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_ODD = re.compile(r"[^!-~]")
NOTHING: Mapping[str, str] = {}


class Address(NamedTuple):
    """An address in its parts; everything "" for what is none."""

    scheme: str
    host: str
    path: str
    query: str


class Page(NamedTuple):
    """A page as events name it, and the parameters it was asked with (the first of each name)."""

    host: str
    path: str
    asked: Mapping[str, str]


@lru_cache(KEPT)
def parted(url: str) -> Address:
    """The parts of an address; never raises."""
    found = _URL.match(url.strip())
    if found is None:
        return Address("", "", "", "")
    scheme = (found[1] or "").lower()
    host = (found[2] or "").rpartition("@")[2].lower().removesuffix(_USUAL.get(scheme, "\0")).removesuffix(".")
    return Address(scheme, _plain(host), found[3], found[4] or "")


def page_of(url: str, keeps: frozenset[str] = frozenset()) -> Page:
    """The page that an address names; `keeps` are the query parameters that belong to its identity."""
    bare, mark, query = url.partition("?")
    page = _bare(bare)
    if not mark or not query:
        return page
    path = page.path
    pairs = _pairs(query.partition("#")[0])
    if keeps:
        own = [(name, value) for name, value in pairs if name in keeps and not (name == PARAMETER and is_made(value))]
        kept = sorted(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in own)
        if kept:
            path = f"{path}?{'&'.join(kept)}"[:LONGEST]
    return Page(page.host, path, {name.lower(): value for name, value in reversed(pairs)})


def page_path(url: str, keeps: frozenset[str] = frozenset()) -> str:
    """How events spell the path of a page: to join other data with them."""
    return page_of(url, keeps).path


@lru_cache(KEPT)
def _bare(url: str) -> Page:
    parts = parted(url)
    path = _plain(parts.path).strip("/")
    if "%" in path:
        path = _ESCAPE.sub(lambda found: found[0].upper(), path)
    return Page(parts.host, "/" + path[: LONGEST - 1], NOTHING)


def _pairs(query: str) -> list[tuple[str, str]]:
    """Like `urllib.parse.parse_qsl`, at a third of its price; a page has no use for more than 100 parameters."""
    pairs = [part.partition("=") for part in query.split("&", 100)[:100] if part]
    return [(_read(name), _read(value)) for name, _, value in pairs]


def _read(text: str) -> str:
    return unquote_plus(text, errors="replace") if "%" in text or "+" in text else text


def _plain(text: str) -> str:
    """Printable ASCII without blanks; the rest is percent-encoded."""
    return _ODD.sub(lambda odd: quote(odd[0].encode("utf-8", "replace")), text)
