"""Makes share links plain: straight to the network, encoded, with the page's one address; drops links of closed networks.

Only ordinary `<a>` links are edited. Buttons that a network's or a kit's script draws are proposed to be replaced.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

import turbohtml

from footfall.page.model import Anchor, Control, ShareControl
from footfall.page.networks import networks
from footfall.smo.fixes.addresses import cleaned, is_web, own_address, same_path
from footfall.smo.fixes.edit import Edit
from footfall.smo.fixes.model import Change, Fixer, Proposal
from footfall.smo.fixes.share_links import encoded_query, unkitted, with_shared
from footfall.smo.fixes.social import whole_line, with_value
from footfall.smo.fixes.tag import read_tag
from footfall.smo.fixes.words import plain

if TYPE_CHECKING:
    from footfall.page import Page
    from footfall.smo.fixes.model import FixContext

SCRIPT: Final = "share-third-party-script"
BROKEN: Final = "share-broken-link"
WRONG: Final = "share-wrong-url"
ENCODING: Final = "share-not-encoded"
FIXER = Fixer(
    "plain-shares",
    clears=(SCRIPT, BROKEN, WRONG, ENCODING),
    summary="Makes share links direct, encoded and canonical, and drops links of networks that have closed.",
    order=90,
)
MOST: Final = 300
"""Share links a page is mended for: more is a list of other pages (own judgement, 2026-11)."""
_INLINE: Final = frozenset(("img", "svg", "path", "use", "g", "title", "i", "span", "b", "em", "strong", "small"))


def fix(page: Page, _context: FixContext) -> Iterator[Change]:
    controls = page.share_controls[:MOST]
    shares = {control.anchor: control for control in controls if control.anchor is not None}
    for anchor in page.anchors:
        control = shares.get(anchor.nth)
        if control is None and "add" not in anchor.href:
            continue
        if control is not None and _closed(control):
            yield _without(page, anchor, control)
        else:
            yield from _mended(page, anchor, control)
    drawn = sorted({_name(control) for control in controls if control.kind is Control.SDK})
    if drawn:
        yield Proposal(
            SCRIPT,
            f"The share buttons of {', '.join(drawn)} are drawn by a script that watches every visitor, shared or not; "
            "replace them by ordinary links.",
        )


def _closed(control: ShareControl) -> bool:
    network = networks().get(control.network)
    return network is not None and bool(network.dead)


def _name(control: ShareControl) -> str:
    network = networks().get(control.network)
    return network.name if network else "a button kit"


def _mended(page: Page, anchor: Anchor, control: ShareControl | None) -> Iterator[Change]:
    href, reasons, rules = anchor.href, [], []
    kit = unkitted(href)
    if kit is not None and kit.href:
        href = kit.href
        reasons.append(f"Leads straight to {kit.network} instead of through a kit that counts every visitor.")
        rules.append(SCRIPT)
    elif kit is not None or (control is not None and control.network == "many"):
        yield Proposal(
            SCRIPT,
            f"The share link in line {anchor.line} leads through a button kit's own page; replace it by "
            "direct links to the networks your readers use.",
        )
        return
    if control is None and kit is None:
        return
    if plain(href) != " ".join(href.split()):
        return
    direct = href
    href = encoded_query(direct)
    if href != direct:
        reasons.append("Percent-encodes the link, so that all of its text arrives.")
        rules.append(ENCODING)
    shared = _canonical(page, control.shared_url) if control is not None else ""
    if control is not None and shared and with_shared(href, control.shared_url, shared) != href:
        href = with_shared(href, control.shared_url, shared)
        reasons.append("Shares the page's canonical address instead of a spelling with a session or a fragment.")
        rules.append(WRONG)
    span = page.anchor_span(anchor.nth)
    tag = read_tag(page, span, anchor.attrs) if span and reasons else None
    if tag is not None:
        yield with_value(page, tag, "href", href, " ".join(reasons), *rules)


def _canonical(page: Page, shared: str) -> str:
    """The address that should be shared instead, with the campaign tags of the old one; "" when that is fine as it is."""
    target = page.canonical if is_web(page.canonical) else own_address(page)
    if not is_web(shared) or not target or not same_path(shared, target):
        return ""
    kept = [(key, value) for key, value in parse_qsl(urlsplit(shared).query) if key.startswith("utm_")]
    if urlsplit(cleaned(shared)).query != urlsplit(cleaned(target)).query:
        return ""
    mark = "&" if urlsplit(target).query else "?"
    wanted = target + (mark + urlencode(kept) if kept else "")
    return "" if wanted == shared else wanted


def _without(page: Page, anchor: Anchor, control: ShareControl) -> Change:
    network = networks()[control.network]
    extent = _extent(page, anchor)
    if extent is None:
        message = f"The link in line {anchor.line} shares to {network.name}, which closed on {network.dead}; remove it."
        return Proposal(BROKEN, message)
    start, end = whole_line(page, *extent)
    return Edit(
        start, end, b"", f"Removes the link that shares to {network.name}: it closed on {network.dead}.", (BROKEN,)
    )


def _extent(page: Page, anchor: Anchor) -> tuple[int, int] | None:
    """The bytes of a link that contains nothing but text and pictures, with its list item where it fills that alone."""
    element = [one for one in page.elements["a"] if one.attr("href") is not None][anchor.nth]
    inner = [one for one in element.descendants if isinstance(one, turbohtml.Element)]
    if "id" in anchor.attrs or any(one.tag not in _INLINE for one in inner):
        return None
    found = _bytes(page, element)
    parent = element.parent
    if found and isinstance(parent, turbohtml.Element) and parent.tag == "li" and _only_child(parent):
        return _bytes(page, parent) or found
    return found


def _only_child(parent: turbohtml.Element) -> bool:
    said = [one for one in parent.children if not isinstance(one, turbohtml.Text) or one.data.strip()]
    return len(said) == 1


def _bytes(page: Page, element: turbohtml.Element) -> tuple[int, int] | None:
    where = element.source_location
    if where is None or where.end_tag is None:
        return None
    start, end = page.source.byte(where.start_tag.start_offset), page.source.byte(where.end_tag.end_offset)
    text = page.data[start:end].decode(page.encoding, "replace").lower()
    whole = text.startswith(f"<{element.tag}") and text.rstrip(">\n\r\t ").endswith(f"</{element.tag}")
    return (start, end) if whole else None
