"""A share button shares another address than the page's own.

Looks at: the address that each share control carries, against the canonical address (or the page's own): no address at
all, a relative or unfinished one, the home page, one with a visitor's session or a fragment, another spelling.

Why it matters: the reader's friends land somewhere else or nowhere, the preview is another page's, and networks count
the shares of two spellings apart. A session identifier lets strangers in as the one who shared.

Bad:
    <a href="https://twitter.com/share?url=%2F&text=Sourdough">Tweet</a>

Good:
    <a href="https://twitter.com/share?url=https%3A%2F%2Fbakery.example%2Fsourdough&text=Sourdough">Tweet</a>

Sources: Footfall's own judgement (heuristic, 2026-11-22).
"""

from __future__ import annotations

import re
from typing import Final

from footfall.page import Page
from footfall.page.kind import Kind
from footfall.page.model import Control, ShareControl
from footfall.page.networks import endpoint_of, networks
from footfall.smo.judging.address import Parts, parts_of, without_www
from footfall.smo.judging.shares import about, names_of
from footfall.smo.judging.wording import shortened
from footfall.smo.rule import NOT_APPLICABLE, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("share-wrong-url", Severity.HIGH, Fix.AUTOMATIC, consumers=(), heuristic=True)

UNFINISHED: Final = re.compile(
    r"\{\{|\$\{|%%|<%|^\[|^(?:undefined|null|none|url|permalink)$|//(?:localhost|127\.0\.0\.1)\b",
    re.IGNORECASE,
)
"""What templates leave behind when nobody fills them."""
SESSION: Final = re.compile(
    r"(?:[?&;])(?:phpsessid|jsessionid|aspsessionid\w*|sid|sessionid|session_id|cfid|cftoken|zenid|oscsid)=",
    re.IGNORECASE,
)
"""Names under which servers put a visitor's session into addresses (public lists, read 2026-11-22)."""
NOTHING, RELATIVE, TEMPLATE, HOME, VISITOR, FRAGMENT, SPELLING = range(7)
MESSAGES: Final = {
    NOTHING: "no address at all, so nothing arrives that could be opened",
    RELATIVE: 'the incomplete address "{url}", which leads nowhere outside this site',
    TEMPLATE: '"{url}", an address that nobody filled in',
    HOME: "the home page instead of this page",
    VISITOR: "an address with a visitor's session in it, which lets others in as that visitor",
    FRAGMENT: 'a place inside the page, "{url}", which networks count as another page',
    SPELLING: "another spelling than the canonical address ({difference}), so that shares are counted apart",
}
MILD: Final = frozenset((HOME, FRAGMENT, SPELLING))
"""Faults that still bring the reader's friends to the right site."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    controls = [control for control in page.share_controls if _says(control)]
    if not controls:
        return NOT_APPLICABLE
    target = parts_of(page.canonical) or parts_of(page.url)
    faults: dict[int, list[ShareControl]] = {}
    judged: dict[str, int | None] = {}
    for control in controls:
        shared = control.shared_url
        if shared not in judged:
            judged[shared] = _fault(page, shared, target)
        if (fault := judged[shared]) is not None:
            faults.setdefault(fault, []).append(control)
    return tuple(_finding(page, fault, found) for fault, found in sorted(faults.items()))


def _says(control: ShareControl) -> bool:
    """Whether the HTML decides what is shared; a button's script, a network's or a kit's decides by itself."""
    if control.shared_url:
        return True
    scripted = "twitter-share-button" in control.attrs.get("class", "") or "data-pin-do" in control.attrs
    endpoint = endpoint_of(control.href) if control.kind is Control.LINK else None
    return (
        endpoint is not None and not scripted and not networks()[endpoint.network].kit and "p%5Burl" not in control.href
    )


def _fault(page: Page, shared: str, target: Parts | None) -> int | None:
    if not shared:
        return NOTHING
    if UNFINISHED.search(shared):
        return TEMPLATE
    parts = parts_of(f"https:{shared}" if shared.startswith("//") else shared)
    if parts is None:
        return RELATIVE if "." not in shared.partition("/")[0] else None
    if target is None or without_www(parts.host) != without_www(target.host):
        return None
    if SESSION.search(shared):
        return VISITOR
    if parts.path.rstrip("/") != target.path.rstrip("/"):
        return HOME if parts.path == "/" and not parts.query and page.kind is not Kind.HOME else None
    if "#" in shared.rstrip("#"):
        return FRAGMENT
    return SPELLING if _difference(parts, target) else None


def _difference(shared: Parts, target: Parts) -> str:
    """In what two spellings of one page differ; parameters that the shared one has beyond the other's are tags."""
    if shared.scheme != target.scheme:
        return f"{shared.scheme} instead of {target.scheme}"
    if shared.host != target.host:
        return f"{shared.host} instead of {target.host}"
    if shared.path != target.path:
        return "without the final slash" if target.path.endswith("/") else "with a final slash"
    missing = set(target.query.split("&")) - set(shared.query.split("&")) - {""}
    return f"without {shortened(min(missing), 30)}" if missing else ""


def _finding(page: Page, fault: int, controls: list[ShareControl]) -> Finding:
    what = MESSAGES[fault].format(url=shortened(controls[0].shared_url), difference=_told(page, controls[0]))
    who = "A share button shares" if len(controls) == 1 else f"{len(controls)} share buttons share"
    return about(
        page,
        controls[0],
        f"{who} {what} ({names_of(controls)}).",
        f"Let the button share {shortened(page.canonical or page.url or 'the canonical address', 160)}.",
        severity=Severity.MEDIUM if fault in MILD else None,
    )


def _told(page: Page, control: ShareControl) -> str:
    shared, target = parts_of(control.shared_url), parts_of(page.canonical) or parts_of(page.url)
    return _difference(shared, target) if shared and target else ""
