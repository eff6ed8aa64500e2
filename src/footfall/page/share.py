"""Share controls, feed widgets, embedded posts and profile links, recognised by what networks.toml says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import turbohtml

from footfall.page import networks
from footfall.page.model import Anchor, Control, ProfileLink, ShareControl, Widget
from footfall.page.networks import Endpoint

if TYPE_CHECKING:
    from footfall.page.page import Page

_MARKED = (
    '[data-share],[data-network],[data-href],[class*="share" i],[class*="twitter-"],[class*="fb-"],[class*="embed"]'
)
"""One pass over the tree; what it brings is sorted by exact class names and attributes afterwards."""
_MORE = ".instagram-media,.text-post-media,.addthis_toolbox,.a2a_kit,.g-plusone,.reddit-card,share-button"
_FLOATING = re.compile(r"float|sticky|fixed|sidebar|side-bar|rail", re.IGNORECASE)
_FIXED_STYLE = re.compile(r"position\s*:\s*(?:fixed|sticky)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")
_NATIVE = re.compile(r"navigator\s*\.\s*share\b")
_COPY_LABEL = re.compile(
    r"\bcopy (?:the |this |page |article |post )?(?:link|url)\b|\blink kopieren\b|\bcopier le lien\b", re.IGNORECASE
)


def find_controls(page: Page) -> tuple[ShareControl, ...]:
    found = [*_linked(page), *_marked(page)]
    if not any(control.kind is Control.NATIVE for control in found):
        found.extend(_native_in_script(page))
    return tuple(sorted(found, key=lambda control: (control.position, control.line)))


def endpoint_of(href: str) -> Endpoint | None:
    """The share endpoint an address leads to, None when it is no share link."""
    bare = networks.bare(href)
    query = bare.partition("?")[2]
    best: Endpoint | None = None
    for endpoint in networks.endpoints_by_host().get(networks.start_of(bare), ()):
        if not bare.startswith(endpoint.at):
            continue
        if endpoint.needs and f"{endpoint.needs}=" not in query:
            continue
        if best is None or len(endpoint.at) > len(best.at):
            best = endpoint
    return best


def _linked(page: Page) -> Iterator[ShareControl]:
    hosts = networks.endpoints_by_host()
    for anchor in page.anchors:
        href = anchor.href
        if len(href) < 8 or networks.start_of(networks.bare(href)) not in hosts:
            continue
        endpoint = endpoint_of(href)
        if endpoint is None:
            continue
        shared, text = _shared(href, endpoint)
        yield ShareControl(
            network=endpoint.network,
            kind=Control.LINK,
            href=href,
            shared_url=shared,
            text=text,
            label=anchor.label,
            position=_position(page, page._anchor_elements[anchor.nth]),
            floating=_floats(page._anchor_elements[anchor.nth]),
            line=anchor.line,
            anchor=anchor.nth,
        )


def _shared(href: str, endpoint: Endpoint) -> tuple[str, str]:
    try:
        query = parse_qs(urlsplit(href).query, keep_blank_values=True, max_num_fields=50)
    except ValueError:
        return "", ""
    text = query.get(endpoint.text, [""])[0] if endpoint.text else ""
    if endpoint.url:
        return query.get(endpoint.url, [""])[0], text
    address = _ADDRESS.search(text)
    return (address.group(0) if address else ""), text


def _marked(page: Page) -> Iterator[ShareControl]:
    known = networks.classes()
    for element in (*page.select(_MARKED), *page.select(_MORE)):
        names = (element.attr("class") or "").split()
        network = next((known[name][1] for name in names if name in known and known[name][0] == "button"), "")
        kind = Control.SDK
        if not network and element.tag in ("button", "a", "share-button"):
            network, kind = _button_kind(element)
        if network and not _is_share_link(element):
            yield ShareControl(
                network=network,
                kind=kind,
                href="",
                shared_url=element.attr("data-href") or element.attr("data-url") or "",
                text="",
                label=(element.attr("aria-label") or element.text or element.attr("title") or "").strip(),
                position=_position(page, element),
                floating=_floats(element),
                line=element.source_line or 0,
                anchor=None,
            )


def _button_kind(element: turbohtml.Element) -> tuple[str, Control]:
    named = (element.attr("data-share") or element.attr("data-network") or "").strip().lower()
    if named == "native" or element.tag == "share-button":
        return "native", Control.NATIVE
    if named == "copy" or _COPY_LABEL.search(element.attr("aria-label") or element.text):
        return "copy", Control.COPY
    if named in networks.networks():
        return named, Control.LINK
    if element.tag == "button" and "share" in (element.attr("class") or "").lower():
        return "many", Control.LINK
    return "", Control.LINK


def _is_share_link(element: turbohtml.Element) -> bool:
    href = element.attr("href") if element.tag == "a" else None
    return bool(href) and endpoint_of((href or "").strip()) is not None


def _native_in_script(page: Page) -> Iterator[ShareControl]:
    if "navigator" not in page.text_source:
        return
    for element in page.elements["script"]:
        if element.attr("src") is None and _NATIVE.search(element.text):
            line = element.source_line or 0
            yield ShareControl("native", Control.NATIVE, "", "", "", "", _position(page, element), False, line, None)
            return


def _position(page: Page, element: turbohtml.Element) -> float:
    where = element.source_location
    if where is None:
        return 0.0
    body = page.elements["body"]
    begin = body[0].source_location if body else None
    start = begin.start_tag.end_offset if begin else 0
    length = max(len(page.text_source) - start, 1)
    return min(max((where.start_tag.start_offset - start) / length, 0.0), 1.0)


def _floats(element: turbohtml.Element) -> bool:
    node: turbohtml.Node | None = element
    for _ in range(4):
        if not isinstance(node, turbohtml.Element) or node.tag == "body":
            return False
        if _FLOATING.search(node.attr("class") or "") or _FIXED_STYLE.search(node.attr("style") or ""):
            return True
        node = node.parent
    return False


def find_widgets(page: Page) -> tuple[Widget, ...]:
    found = [*_class_widgets(page), *_script_widgets(page), *_frame_widgets(page)]
    return tuple(sorted(found, key=lambda widget: widget.line))


def _class_widgets(page: Page) -> Iterator[Widget]:
    known = networks.classes()
    for element in (*page.select(_MARKED), *page.select(_MORE)):
        for name in (element.attr("class") or "").split():
            kind, network = known.get(name, ("", ""))
            if kind in ("feed", "post"):
                yield Widget(
                    kind, network, _widget_url(element), "", not element.text.strip(), element.source_line or 0
                )
                break


def _widget_url(element: turbohtml.Element) -> str:
    for name in ("data-href", "cite", "href", "data-instgrm-permalink", "data-bluesky-uri"):
        if value := element.attr(name):
            return value.strip()
    links = [link.attr("href") or "" for link in element.iter_elements("a")]
    return links[-1].strip() if links else ""


def _script_widgets(page: Page) -> Iterator[Widget]:
    for script in page.scripts:
        if not script.host:
            continue
        bare = script.src.split("//", 1)[-1]
        for start, network in networks.feed_addresses():
            if bare.startswith(start):
                yield Widget("feed", network, script.src, script.host, False, script.line)
        for start, network in networks.sdk_addresses():
            if bare.startswith(start) or bare.startswith(f"www.{start}"):
                yield Widget("sdk", network, script.src, script.host, False, script.line)


def _frame_widgets(page: Page) -> Iterator[Widget]:
    for frame in page.frames:
        if not frame.host:
            continue
        bare = networks.bare(frame.src)
        for start, kind, network in networks.frame_addresses():
            if bare.startswith(start) and kind != "button":
                yield Widget(kind, network, frame.src, frame.host, False, frame.line)
        for start, network in networks.feed_addresses():
            if bare.startswith(start):
                yield Widget("feed", network, frame.src, frame.host, False, frame.line)


def find_profiles(page: Page) -> tuple[ProfileLink, ...]:
    hosts = networks.profile_hosts()
    found = []
    for anchor in page.anchors:
        if not anchor.href.startswith(("http", "//")):
            if "me" in anchor.rel.split():
                found.append(ProfileLink("other", anchor.href, rel_me=True, line=anchor.line))
            continue
        bare = networks.bare(anchor.href)
        network = hosts.get(networks.start_of(bare))
        rel_me = "me" in anchor.rel.split()
        if network is not None and _is_profile(bare, network) and endpoint_of(anchor.href) is None:
            found.append(ProfileLink(network.id, anchor.href, rel_me, anchor.line))
        elif rel_me or _is_fediverse(anchor):
            found.append(
                ProfileLink("mastodon" if _is_fediverse(anchor) else "other", anchor.href, rel_me, anchor.line)
            )
    return tuple(found)


def _is_profile(bare: str, network: networks.Network) -> bool:
    parts = [part for part in bare.partition("?")[0].split("/")[1:] if part]
    if not parts or parts[0] in network.not_profile:
        return False
    if network.profile_at and parts[0].startswith("@"):
        return True
    if network.profile_paths:
        return parts[0] in network.profile_paths and len(parts) >= 2
    if network.profile_at:
        return False
    return len(parts) <= 2 and not any(part in ("status", "statuses", "posts", "photos") for part in parts[1:])


def _is_fediverse(anchor: Anchor) -> bool:
    path = anchor.href.split("://", 1)[-1].partition("/")[2]
    return path.startswith("@") and "/" not in path.rstrip("/") and "mastodon" in anchor.href.lower()
