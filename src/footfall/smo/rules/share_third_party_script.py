"""A network's own button, or a button kit, loads its script before the visitor agrees.

Looks at: scripts and frames of networks and button kits that draw share or like buttons. Those parked for consent
(another type, `data-src`) pass; with an automatic consent blocker on the page the answer is unknown.

Why it matters: the script tells the network or the kit about every visitor, whether they share or not. In Europe that
needs consent first, and it slows the page. A plain link shares just as well.

Bad:
    <script src="https://connect.facebook.net/en_US/sdk.js"></script> <div class="fb-share-button"></div>

Good:
    <a href="https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fbakery.example%2Fsourdough">Facebook</a>

Sources: jssocials#103, observed complaints about buttons that track (2026-11-22); European Court of Justice, C-40/17
"Fashion ID" on the like button (2019-07-29).
"""

from __future__ import annotations

from footfall.page.model import Control
from footfall.smo.judging.consent import holds_back
from footfall.smo.judging.shares import about, button_frames, button_scripts, name_of
from footfall.smo.rule import NOT_APPLICABLE, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("share-third-party-script", Severity.HIGH, Fix.AUTOMATIC, consumers=())

ADVICE = "Replace it by a plain link to the network's share page, or load the script only after the visitor has agreed."


def check(subject: Subject) -> Outcome:
    page = subject.page
    found: dict[str, Finding] = {}
    for widget in button_scripts(page):
        found.setdefault(widget.network, _finding(f"A script of {name_of(widget.network)}", widget.line, widget.url))
    for network, line in button_frames(page):
        found.setdefault(network, _finding(f"A frame with {name_of(network)}'s own button", line, ""))
    for control in page.share_controls:
        if control.kind is Control.SDK and control.network not in found and control.network != "many":
            found[control.network] = about(
                page,
                control,
                f"The page uses {name_of(control.network)}'s own button, which works only with a script that tells the "
                "network about every visitor.",
                ADVICE,
            )
    if found and holds_back(page):
        return Unknown("A consent tool on the page may hold these scripts back; only a browser can tell what loads.")
    return tuple(found.values()) or (() if page.share_controls else NOT_APPLICABLE)


def _finding(what: str, line: int, url: str) -> Finding:
    return Finding(
        message=f"{what} loads for every visitor before anybody has agreed, and tells it which page they read.",
        advice=ADVICE,
        line=line,
        excerpt=url[:160],
        urls=(url,) if url else (),
    )
