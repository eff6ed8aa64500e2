"""Addresses that share a page: direct ones for each network, and what button kits hide behind their redirects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import parse_qs, quote, urlsplit

from footfall.smo.fixes.addresses import is_web
from footfall.smo.rules.share_not_encoded import KNOWN

# Each network's own share address, its values percent-encoded (networks.toml names the sources; read 2026-11-22).
DIRECT: Final = {
    "facebook": "https://www.facebook.com/sharer/sharer.php?u={url}",
    "x": "https://x.com/intent/post?text={text}&url={url}",
    "linkedin": "https://www.linkedin.com/sharing/share-offsite/?url={url}",
    "pinterest": "https://www.pinterest.com/pin/create/button/?url={url}&media={image}&description={text}",
    "reddit": "https://www.reddit.com/submit?url={url}&title={text}",
    "whatsapp": "https://wa.me/?text={text}%20{url}",
    "telegram": "https://t.me/share/url?url={url}&text={text}",
    "bluesky": "https://bsky.app/intent/compose?text={text}%20{url}",
    "threads": "https://www.threads.net/intent/post?text={text}&url={url}",
    "tumblr": "https://www.tumblr.com/widgets/share/tool?canonicalUrl={url}&title={text}",
    "hackernews": "https://news.ycombinator.com/submitlink?u={url}&t={text}",
    "email": "mailto:?subject={text}&body={url}",
}
_NAMES: Final = {"twitter": "x", "hacker_news": "hackernews", "ycombinator": "hackernews", "mailto": "email"}


class _Kit(NamedTuple):
    """How a button kit writes its redirects: the address with the network in it, parameters for address and text."""

    at: re.Pattern[str]
    url: str
    text: str


# AddToAny and AddThis, as their public button code writes them (read 2026-11-22).
_KITS: Final = (
    _Kit(
        re.compile(r"(?:https?:)?//(?:www\.)?addtoany\.com/add_to/(?P<network>[a-z_]+)\b", re.IGNORECASE),
        "linkurl",
        "linkname",
    ),
    _Kit(
        re.compile(r"(?:https?:)?//api\.addthis\.com/oexchange/[\d.]+/forward/(?P<network>[a-z_]+)/", re.IGNORECASE),
        "url",
        "title",
    ),
    _Kit(
        re.compile(
            r"(?:https?:)?//(?:www\.)?addthis\.com/bookmark\.php\?(?:.*&)?s=(?P<network>[a-z_]+)", re.IGNORECASE
        ),
        "url",
        "title",
    ),
)


class Unkitted(NamedTuple):
    """A kit's redirect: the network it leads to, and the direct address, "" where there is none we know."""

    network: str
    href: str


def unkitted(href: str, image: str = "") -> Unkitted | None:
    """What a button kit's redirect stands for; None when the address is none. `image` is the page's picture."""
    if "add" not in href:
        return None
    for kit in _KITS:
        found = kit.at.match(href)
        if found:
            name = found.group("network").lower()
            return Unkitted(name, _direct(_NAMES.get(name, name), href, kit, image))
    return None


def _direct(network: str, href: str, kit: _Kit, image: str) -> str:
    try:
        query = parse_qs(urlsplit(href).query, max_num_fields=50)
    except ValueError:
        return ""
    url, text = query.get(kit.url, [""])[0], query.get(kit.text, [""])[0]
    template = DIRECT.get(network, "")
    if not (template and url):
        return ""
    return template.format(url=quote(url, safe=""), text=quote(text, safe=""), image=quote(image, safe=""))


_ILLEGAL = re.compile(r"[^!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]")
_LONE_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")
_LONE_AMPERSAND = re.compile(r"&(?=[^=&#]+(?:&|#|$))")
_TWICE_ESCAPED = re.compile(r"&(?:amp;|#38;)")
_NESTED = re.compile(r"[\w.\-]+=https?://[^?]*\?", re.IGNORECASE)


def encoded_query(href: str) -> str:
    """A share link whose query is percent-encoded: spaces, letters beyond ASCII, and what a text or a nested address
    has of `%`, `&` and `#`."""
    start, mark, query = href.partition("?")
    if not mark:
        return href
    query = _LONE_PERCENT.sub("%25", _TWICE_ESCAPED.sub("&", query))
    query = _LONE_AMPERSAND.sub("%26", query)
    if query.partition("#")[2].strip():
        query = query.replace("#", "%23")
    query = "&".join(_whole_addresses(query.split("&")))
    return start + mark + _ILLEGAL.sub(lambda one: quote(one.group(), safe=""), query)


def _whole_addresses(parts: list[str]) -> Iterator[str]:
    """The parameters, those of a nested address joined to it again: what no share page knows belongs to the address."""
    at = 0
    while at < len(parts):
        end = at + 1
        if _NESTED.match(parts[at]):
            while end < len(parts) and parts[end].partition("=")[0].lower() not in KNOWN:
                end += 1
        if end > at + 1:
            key, _, value = "&".join(parts[at:end]).partition("=")
            yield f"{key}={quote(value, safe='%')}"
        else:
            yield parts[at]
        at = end


def with_shared(href: str, old: str, new: str) -> str:
    """The link with the shared address replaced, however it is encoded there.

    As it is when the address isn't there, or is so short that it may be part of something else.
    """
    spellings = dict.fromkeys((quote(old, safe=""), quote(old, safe=":/"), quote(old, safe=":/?=&"), old))
    for spelling in spellings:
        for one in dict.fromkeys((spelling, re.sub(r"%[0-9A-F]{2}", lambda code: code.group().lower(), spelling))):
            if href.count(one) == 1 or (one in href and is_web(old)):
                return href.replace(one, quote(new, safe=""))
    return href
