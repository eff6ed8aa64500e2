"""Makes share links plain: direct, encoded, with the page's one address; drops those of closed networks.

Only ordinary `<a>` links are edited. Buttons that a script draws are proposed to be replaced.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode

from footfall.page.model import Anchor, Control, ShareControl
from footfall.page.networks import networks
from footfall.smo.fixes.addresses import bare, cleaned, has_identifiers, is_web, own_address, query_of, same_path
from footfall.smo.fixes.edit import Edit
from footfall.smo.fixes.extents import extent_of_link
from footfall.smo.fixes.model import Change, Fixer, Proposal
from footfall.smo.fixes.share_links import encoded_query, unkitted, with_shared
from footfall.smo.fixes.social import with_value
from footfall.smo.fixes.tag import read_tag
from footfall.smo.fixes.words import plain
from footfall.smo.judging.shares import button_frames, button_scripts

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


def fix(page: Page, _context: FixContext) -> Iterator[Change]:
    controls = page.share_controls[:MOST]
    shares = {control.anchor: control for control in controls if control.anchor is not None}
    for anchor in page.anchors:
        control = shares.get(anchor.nth)
        if control is not None and _closed_on(control.network) and unkitted(anchor.href) is None:
            yield _without(page, anchor, control)
        elif control is not None or unkitted(anchor.href) is not None:
            yield from _mended(page, anchor, control)
    yield from _drawn(page, controls)


def _closed_on(network: str) -> str:
    known = networks().get(network)
    return known.dead if known else ""


def _name(network: str) -> str:
    known = networks().get(network)
    return known.name if known else "a button kit"


def _without(page: Page, anchor: Anchor, control: ShareControl) -> Change:
    extent = extent_of_link(page, anchor)
    what = f"shares to {_name(control.network)}, which closed on {_closed_on(control.network)}"
    if extent is None:
        return Proposal(BROKEN, f"The link in line {anchor.line} {what}; remove it.")
    return Edit(*extent, b"", f"Removes a link that {what}.", (BROKEN,))


def _mended(page: Page, anchor: Anchor, control: ShareControl | None) -> Iterator[Change]:
    href, reasons, rules = " ".join(anchor.href.split()), [], []
    kit = unkitted(href, page.pictures[0].url if page.pictures else "")
    if kit is not None:
        href = kit.href
        reasons.append(f"Leads straight to {_name(kit.network)} instead of through a kit that counts every visitor.")
        rules.append(SCRIPT)
    if not href or (control is not None and control.network == "many"):
        message = f"The share link in line {anchor.line} leads through a button kit; link straight to the networks."
        yield Proposal(SCRIPT, message)
        return
    unfilled = control is not None and control.shared_url and not plain(control.shared_url)
    if plain(href) != href or unfilled:
        if control is not None and control.shared_url:
            message = (
                f"The share link in line {anchor.line} shares “{control.shared_url[:60]}”, which nobody filled in."
            )
            yield Proposal(WRONG, message)
        return
    if encoded_query(href) != href:
        href = encoded_query(href)
        reasons.append("Percent-encodes the link, so that all of its text arrives.")
        rules.append(ENCODING)
    shared = _shares(page, href, control.shared_url) if control is not None else href
    if shared != href:
        href = shared
        reasons.append("Shares the page's canonical address instead of another spelling, which is counted apart.")
        rules.append(WRONG)
    span = page.anchor_span(anchor.nth)
    tag = read_tag(page, span, anchor.attrs) if span and reasons else None
    if tag is not None:
        yield with_value(page, tag, "href", href, " ".join(reasons), *rules)


def _shares(page: Page, href: str, shared: str) -> str:
    """The link with the canonical address in place of another spelling of it; campaign tags stay."""
    target = page.canonical if is_web(page.canonical) else own_address(page)
    whole = page.resolve(shared) if shared.startswith(("/", "?")) else shared
    if not is_web(whole) or not target or not same_path(whole, target):
        return href
    if query_of(cleaned(whole)) != query_of(cleaned(target)):
        return href
    personal = "#" in whole or has_identifiers(whole)
    if bare(whole) == bare(target) and not personal:
        return href
    if bare(shared) and not personal and not query_of(target):
        return with_shared(href, bare(shared), bare(target))
    tags = urlencode(_campaign(whole))
    return with_shared(href, shared, target + (("&" if query_of(target) else "?") + tags if tags else ""))


def _campaign(url: str) -> list[tuple[str, str]]:
    return [(key, value) for key, value in parse_qsl(query_of(url)) if key.startswith("utm_")]


def _drawn(page: Page, controls: tuple[ShareControl, ...]) -> Iterator[Proposal]:
    """What only a person can replace: buttons that scripts and frames draw, and those of closed networks."""
    scripted = [control.network for control in controls if control.kind is Control.SDK]
    scripted += [widget.network for widget in button_scripts(page)] + [network for network, _ in button_frames(page)]
    for network in sorted(set(scripted)):
        message = (
            f"The share buttons of {_name(network)} are drawn by a script or frame of its own, which sees every "
            "visitor; replace them by ordinary links."
        )
        yield Proposal(SCRIPT, message)
    gone = {control.network for control in controls if control.anchor is None} | set(scripted)
    for network in sorted(one for one in gone if _closed_on(one)):
        message = f"The buttons of {_name(network)} lead nowhere: it closed on {_closed_on(network)}. Remove them."
        yield Proposal(BROKEN, message)
