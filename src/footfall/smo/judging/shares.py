"""What rules about sharing have in common: whose controls count, how they are named, where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from footfall.page import Page
from footfall.page.kind import Kind
from footfall.page.model import Control, ShareControl, Widget
from footfall.page.networks import frame_of, networks
from footfall.smo.judging.wording import listed, shortened
from footfall.smo.rule import Finding, Severity

CONTENT: Final = (Kind.ARTICLE, Kind.RECIPE, Kind.PRODUCT, Kind.MEDIA)
"""Pages that a visitor may want to pass on."""
PRIVATE: Final = frozenset(("email", "sms", "copy"))
"""Ways to pass a page on that belong to no network."""
MENUS: Final = frozenset(("many", "native"))
"""Controls that open a choice of networks."""
BUTTON_SCRIPTS: Final = frozenset(
    ("facebook", "x", "linkedin", "pinterest", "googleplus", "addtoany", "addthis", "sharethis", "shareaholic", "sumo")
)
"""Networks and kits whose script draws share or like buttons; the others' scripts draw posts (read 2026-11-22)."""
_NAMES: Final = {"copy": "the copy button", "native": "the device's share menu", "many": "the share menu"}


def name_of(network: str) -> str:
    """How a person calls it."""
    known = networks().get(network)
    return known.name if known else _NAMES.get(network, network)


def names_of(controls: Iterable[ShareControl]) -> str:
    """The controls' networks as half a sentence, each once."""
    return listed(dict.fromkeys(name_of(control.network) for control in controls))


def public_networks(page: Page) -> tuple[str, ...]:
    """The networks that the page's controls name, each once, in the order of the source."""
    found = dict.fromkeys(control.network for control in page.share_controls)
    return tuple(network for network in found if network not in PRIVATE and network not in MENUS)


def offers_any(page: Page) -> bool:
    """Whether a control opens a choice of networks, so that none can be said to be missing."""
    return any(control.network in MENUS for control in page.share_controls) or any(
        widget.kind == "sdk" and networks()[widget.network].kit for widget in page.widgets
    )


def button_scripts(page: Page) -> Iterator[Widget]:
    """The scripts that draw share buttons; not those that are there for a feed or a post alone, nor parked ones."""
    drawn = {control.network for control in page.share_controls if control.kind is Control.SDK}
    shown = {widget.network for widget in page.widgets if widget.kind in ("feed", "post")}
    for widget in page.widgets:
        if widget.kind == "sdk" and not widget.gated and widget.network in BUTTON_SCRIPTS:
            if widget.network in shown and widget.network not in drawn:
                continue
            yield widget


def button_frames(page: Page) -> Iterator[tuple[str, int]]:
    """(network, line) of frames that show a network's own share or like button and load at once."""
    if not page.elements["iframe"]:
        return
    for frame in page.frames:
        kind, network = frame_of(frame.src) if frame.host else ("", "")
        if kind == "button" and frame.attrs.get("src"):
            yield network, frame.line


def about(page: Page, control: ShareControl, message: str, advice: str, *, severity: Severity | None = None) -> Finding:
    """A finding that points at a control."""
    span = page.anchor_span(control.anchor) if control.anchor is not None else None
    excerpt = shortened(control.href or control.label, 160)
    return Finding(message, advice, span=span, line=control.line, excerpt=excerpt, severity=severity)
