"""Addresses that share a page: direct ones for each network, and what button kits hide behind their redirects."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import parse_qs, quote, urlsplit

# Each network's own share address, {url} and {text} percent-encoded (networks.toml names the sources; 2026-11-22).
DIRECT: Final = {
    "facebook": "https://www.facebook.com/sharer/sharer.php?u={url}",
    "x": "https://x.com/intent/post?text={text}&url={url}",
    "linkedin": "https://www.linkedin.com/sharing/share-offsite/?url={url}",
    "pinterest": "https://www.pinterest.com/pin/create/button/?url={url}&description={text}",
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
    """How a button kit writes its redirects: the address with the network in it, the parameters for address and text."""

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


def unkitted(href: str) -> Unkitted | None:
    """What a button kit's redirect stands for; None when the address is none."""
    if "add" not in href:
        return None
    for kit in _KITS:
        found = kit.at.match(href)
        if found:
            name = found.group("network").lower()
            return Unkitted(name, _direct(_NAMES.get(name, name), href, kit))
    return None


def _direct(network: str, href: str, kit: _Kit) -> str:
    try:
        query = parse_qs(urlsplit(href).query, max_num_fields=50)
    except ValueError:
        return ""
    url, text = query.get(kit.url, [""])[0], query.get(kit.text, [""])[0]
    template = DIRECT.get(network, "")
    return template.format(url=quote(url, safe=""), text=quote(text, safe="")) if template and url else ""


_ILLEGAL = re.compile(r"[^!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]")
_LONE_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")
_TEXT_AMPERSAND = re.compile(r"&(?=[^=&#]*(?:&|#|$))(?!$)")


def encoded_query(href: str) -> str:
    """A share link whose query is percent-encoded: spaces, letters beyond ASCII, stray `%`, `&` and `#` of a text."""
    start, mark, query = href.partition("?")
    if not mark:
        return href
    text = _LONE_PERCENT.sub("%25", query)
    text = _TEXT_AMPERSAND.sub("%26", text)
    before, hash_mark, behind = text.partition("#")
    if hash_mark and "=" in behind:
        text = f"{before}%23{behind.replace('#', '%23')}"
    return start + mark + _ILLEGAL.sub(lambda one: quote(one.group(), safe=""), text)


def with_shared(href: str, old: str, new: str) -> str:
    """The link with the shared address replaced, however it is encoded there; as it is when it isn't there once."""
    spellings = dict.fromkeys((quote(old, safe=""), quote(old, safe=":/"), quote(old, safe=":/?=&"), old))
    for spelling in spellings:
        for one in dict.fromkeys((spelling, re.sub(r"%[0-9A-F]{2}", lambda code: code.group().lower(), spelling))):
            if href.count(one) == 1:
                return href.replace(one, quote(new, safe=""))
    return href
