"""Addresses: the page's own, a file's on its site, and whether one is known to answer over https."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from footfall.page.page import host_of

if TYPE_CHECKING:
    from footfall.page import Page
    from footfall.smo.fixes.model import FixContext

INDEX_FILES: Final = ("index.html", "index.htm", "index.xhtml")
"""Files that web servers show for their folder."""
_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|mc_cid|mc_eid|igshid|igsh|twclid|ttclid|li_fat_id|yclid|_ga"
    r"|_gl|_hsenc|_hsmi|mkt_tok|ref_src|ref_url|spm|wt_mc|cmpid|ocid|sr_share|share_id)$",
    re.IGNORECASE,
)
"""Query parameters that say where a visitor came from (public lists of click identifiers, read 2026-11-22)."""
_SESSION = re.compile(
    r"^(?:phpsessid|jsessionid|aspsessionid\w*|sid|sessionid|session_id|cfid|cftoken|zenid|osCsid)$", re.IGNORECASE
)
_PATH_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)


def url_for(site_url: str, relative_path: str) -> str:
    """The public address of a file that a site generator wrote.

    An index file stands for its folder (Hugo, Eleventy, MkDocs, Jekyll with pretty permalinks); every other file keeps
    its name (Pelican, Jekyll's default). `relative_path` counts from the output folder, with either kind of slash.
    Returns "" when the site's address is unknown.
    """
    if not site_url:
        return ""
    path = relative_path.replace("\\", "/").removeprefix("./").lstrip("/")
    folder, _, name = path.rpartition("/")
    if name.lower() in INDEX_FILES:
        path = f"{folder}/" if folder else ""
    root = site_url if site_url.endswith("/") else f"{site_url}/"
    return root + quote(path, safe="/~!$&'()*+,;=:@")


def own_address(page: Page) -> str:
    """The page's address without fragment, session and click identifiers; "" when it isn't known."""
    return cleaned(page.url) if is_web(page.url) else ""


def cleaned(url: str) -> str:
    """An address without fragment, session identifiers and click identifiers; as it is when it has none of them."""
    try:
        parts = urlsplit(url)
        query = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=200)
    except ValueError:
        return url
    kept = [(key, value) for key, value in query if not _TRACKING.match(key) and not _SESSION.match(key)]
    path = _PATH_SESSION.sub("", parts.path)
    text = parts.query if len(kept) == len(query) else urlencode(kept)
    return urlunsplit((parts.scheme, parts.netloc, path or "/", text, ""))


def has_identifiers(url: str) -> bool:
    """Whether the address carries a visitor's session or click; campaign tags are meant to be shared."""
    try:
        parts = urlsplit(url)
        query = parse_qsl(parts.query, max_num_fields=200)
    except ValueError:
        return False
    names = [key for key, _ in query if not key.lower().startswith("utm_")]
    return bool(_PATH_SESSION.search(parts.path)) or any(_SESSION.match(key) or _TRACKING.match(key) for key in names)


def bare(url: str) -> str:
    """An address up to its path."""
    return url.partition("#")[0].partition("?")[0]


def query_of(url: str) -> str:
    return url.partition("#")[0].partition("?")[2]


def is_web(url: str) -> bool:
    """Whether it is an absolute http or https address with a host."""
    return url.lower().startswith(("http://", "https://")) and bool(host_of(url))


def same_site(one: str, other: str) -> bool:
    """Whether two addresses have one host, with or without www."""
    first, second = host_of(one).removeprefix("www."), host_of(other).removeprefix("www.")
    return bool(first) and first == second


def same_path(one: str, other: str) -> bool:
    """Whether two addresses mean one page: same site and path, whatever scheme, last slash or index file."""
    return same_site(one, other) and _path(one) == _path(other)


def _path(url: str) -> str:
    path = _PATH_SESSION.sub("", urlsplit(url).path)
    folder, _, name = path.rpartition("/")
    return (folder if name.lower() in INDEX_FILES else path).rstrip("/")


def secure(url: str, page: Page, context: FixContext) -> str:
    """The https spelling of an absolute address where that is known to answer, else the address as it is."""
    if not url.lower().startswith("http://"):
        return url
    https = "https://" + url[7:]
    known = context.images.get(https)
    host = host_of(url)
    own = host_of(context.site_url) if context.site_url.startswith("https://") else ""
    if (known is not None and known.usable) or host in context.https_hosts or host in {own, *_secure_hosts(page)}:
        return https
    return url


def _secure_hosts(page: Page) -> set[str]:
    """Hosts from which the page itself loads something over https, or on which it is served so."""
    found = {page.host} if page.url.startswith("https://") else set()
    loaded = [image.src for image in page.images] + [script.src for script in page.scripts]
    loaded += [link.href for link in page.links] + [meta.content or "" for meta in page.metas if "image" in meta.key]
    found.update(host_of(address) for address in loaded if address.startswith("https://"))
    return found


def absolute(page: Page, href: str) -> str:
    """The absolute address of `href`, white space removed and unsafe characters encoded; "" when there is none."""
    text = "".join(href.split("\n")).strip()
    url = page.resolve(text) if page.url or is_web(text) else text
    if url.startswith("//"):
        url = urljoin("https://x/", url)
    return quote(url, safe="/~!$&'()*+,;=:@?#[]%") if is_web(url) else ""
