"""Web addresses told apart: one spelling for each, the site they belong to, and those that never end."""

from __future__ import annotations

import re
from functools import lru_cache

from yarl import URL

LONGEST = 2000
"""Characters of an address that is still followed; what old browsers and many servers carry. Our choice."""
MOST_REPEATS = 3
"""Times one path segment may occur: more is a relative link that nests itself. Our choice."""
MOST_SEGMENTS = 24
"""Path segments of an address that is still followed. Our choice."""
TRACKING = re.compile(r"(?:utm_[a-z_]+|fbclid|gclid)(?:=|$)", re.IGNORECASE)
"""Query parameters that say where a visitor came from, never what the page shows."""

_SPLIT = re.compile(r"(https?)://([^/?#\\]+)([^?#]*)(\?[^#]*)?", re.IGNORECASE)
_PLAIN = re.compile(r"[!-\[\]^_`a-z|~{}]*")
"""Visible ASCII without the backslash: what needs no encoding."""
_LOOPBACK = re.compile(r"127(?:\.\d{1,3}){3}")
_NOT_PAGES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|css|m?js|json|map|woff2?|ttf|otf|eot|pdf|zip|gz|tgz|rar|7z|dmg|exe"
    r"|apk|iso|mp3|mp4|m4a|m4v|mov|avi|webm|ogg|ogv|wav|flac|docx?|xlsx?|pptx?|odt|ods|odp|epub|csv|ics|vcf|rss|atom"
    r"|xml|txt)$",
    re.IGNORECASE,
)


def normal(url: str) -> str:
    """The one spelling under which we know an absolute http(s) address, "" when it isn't one.

    Drops the fragment, the default port and tracking parameters, lower-cases scheme and host, resolves dots.
    """
    if not _PLAIN.fullmatch(url):
        url = _encode(url)
        if not _PLAIN.fullmatch(url):
            return ""
    found = _SPLIT.match(url)
    if found is None:
        return ""
    scheme, authority, path, query = found.groups()
    scheme = scheme.lower()
    user, at, host = authority.rpartition("@")
    authority = f"{user}{at}{host.lower()}"
    if authority.endswith(":80" if scheme == "http" else ":443"):
        authority = authority.rpartition(":")[0]
    if "/." in path:
        path = _without_dots(path)
    return f"{scheme}://{authority}{path or '/'}{_without_tracking(query) if query else ''}"


def _encode(url: str) -> str:
    try:
        return str(URL(url.strip().replace("\\", "/")))
    except ValueError:
        return ""


def _without_dots(path: str) -> str:
    """A path with its `.` and `..` parts resolved (RFC 3986 section 5.2.4)."""
    parts: list[str] = []
    for part in path.split("/")[1:]:
        if part == "..":
            parts[-1:] = []
        elif part != ".":
            parts.append(part)
    if path.endswith(("/.", "/..")):
        parts.append("")
    return "/" + "/".join(parts)


def _without_tracking(query: str) -> str:
    if "utm_" not in query and "clid" not in query:
        return query if query != "?" else ""
    kept = "&".join(part for part in query[1:].split("&") if not TRACKING.match(part))
    return f"?{kept}" if kept else ""


def origin_of(url: str) -> str:
    """Scheme, host and port of an absolute address, without a slash; "" when it has none."""
    found = _SPLIT.match(url)
    return f"{found[1]}://{found[2].rpartition('@')[2]}".lower() if found else ""


@lru_cache(maxsize=4096)
def _site_of_origin(origin: str) -> str:
    authority = origin.partition("://")[2]
    for port in (":80", ":443"):
        authority = authority.removesuffix(port)
    return authority.removeprefix("www.")


def site_of(url: str) -> str:
    """What is counted as one site: the host without `www.`, with the port unless it is 80 or 443."""
    return _site_of_origin(origin_of(url))


def host_of(url: str) -> str:
    """The host of an absolute address, without port; "" when it has none."""
    authority = origin_of(url).partition("://")[2]
    return authority[1 : authority.find("]")] if authority.startswith("[") else authority.partition(":")[0]


def is_this_machine(host: str) -> bool:
    """Whether a host is spelled as this machine itself."""
    return host in ("localhost", "::1") or _LOOPBACK.fullmatch(host) is not None


def endless(url: str) -> bool:
    """Whether an address looks like the product of a trap: far too long, too deep, or the same part again and again."""
    path = url.partition("?")[0]
    segments = [part for part in path.split("/")[3:] if part]
    if len(url) > LONGEST or len(segments) > MOST_SEGMENTS:
        return True
    return len(segments) > MOST_REPEATS and max(map(segments.count, segments)) > MOST_REPEATS


def may_be_page(url: str) -> bool:
    """Whether the path's ending speaks against a web page (pictures, scripts, documents, feeds)."""
    return _NOT_PAGES.search(url.partition("?")[0]) is None
