"""The share buttons make the page heavy or keep it waiting.

Looks at: scripts of networks and button kits that draw share buttons: how many there are, whether they hold up the
page (no `async` or `defer`, inside the head), and how much they weigh where that was measured.

Why it matters: visitors who come from a network are on a phone. A row of plain links weighs less than a kilobyte and
needs no request at all.

Bad:
    <head><script src="https://s7.addthis.com/js/300/addthis_widget.js"></script></head>

Good:
    <a href="https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fbakery.example%2Fsourdough">Facebook</a>

Sources: projectatomic/atomic-site#117, observed (2026-11-22); budgets are Footfall's own judgement (2026-11-22).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import turbohtml

from footfall.page import Page
from footfall.page.model import Widget
from footfall.smo.judging.shares import button_scripts, name_of
from footfall.smo.judging.wording import listed
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("share-cost", Severity.MEDIUM, Fix.MANUAL, consumers=())

MOST_BYTES: Final = 50_000
"""Bytes of script that sharing may cost as they travel (own judgement, 2026-11-22)."""
MOST_SCRIPTS: Final = 2
"""Scripts that sharing may cost (own judgement, 2026-11-22)."""


def check(subject: Subject) -> Outcome:
    page, assets = subject.page, subject.facts.assets
    scripts = tuple(button_scripts(page))
    if not scripts:
        return PASS if page.share_controls else NOT_APPLICABLE
    found = tuple(_waiting(page, scripts))
    if len(scripts) > MOST_SCRIPTS:
        found += (_finding(scripts, f"loads {len(scripts)} scripts only to draw share buttons"),)
    if assets is not None:
        weight = sum((assets[url].size or 0) for widget in scripts if (url := page.resolve(widget.url)) in assets)
        if weight > MOST_BYTES:
            found += (_finding(scripts, f"loads {weight // 1000} kB of script only to draw share buttons"),)
    if not found and assets is None:
        return Unknown("Nobody has weighed the share scripts; audit the page with its scripts to know what they cost.")
    return found


def _waiting(page: Page, scripts: tuple[Widget, ...]) -> Iterator[Finding]:
    """One finding for each network whose script holds up the page."""
    addresses = {widget.url: widget for widget in scripts}
    told = set()
    for element in page.elements["script"]:
        widget = addresses.get((element.attr("src") or "").strip())
        if widget is None or widget.network in told or not _holds_up(element):
            continue
        told.add(widget.network)
        yield Finding(
            message=f"The page waits for a script of {name_of(widget.network)} before it shows anything.",
            advice="Use plain share links, or give the script the attribute async.",
            line=widget.line,
            urls=(widget.url,),
        )


def _holds_up(script: turbohtml.Element) -> bool:
    if any(script.attr(name) is not None for name in ("async", "defer")) or script.attr("type") == "module":
        return False
    return isinstance(script.parent, turbohtml.Element) and script.parent.tag == "head"


def _finding(scripts: tuple[Widget, ...], what: str) -> Finding:
    kits = listed(dict.fromkeys(name_of(widget.network) for widget in scripts))
    return Finding(
        message=f"The page {what} ({kits}); visitors on a phone wait for it before they can read.",
        advice="Replace the scripts by plain links to the networks' share pages.",
        line=scripts[0].line,
        urls=tuple(widget.url for widget in scripts[:5]),
    )
