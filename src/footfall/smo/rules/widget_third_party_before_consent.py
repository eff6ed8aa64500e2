"""A feed or an embedded post loads from a network before the visitor agrees.

Looks at: scripts and frames from networks and feed services that show feeds or posts. Those parked for consent (another
type, `data-src`) pass; with an automatic consent blocker on the page the answer is unknown.

Why it matters: the network learns of every visitor of the page. In Europe that needs consent first; without it the
site owner is liable, and each remote script slows the page.

Bad:
    <iframe src="https://snapwidget.com/embed/123"></iframe>

Good:
    <article><img src="/feed/loaf.jpg" alt="A round loaf"> <a href="https://www.instagram.com/p/abc/">…</a></article>

Sources: FAZ#216, observed (2026-11-22); European Court of Justice, C-40/17 "Fashion ID" (2019-07-29).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from footfall.page import Page
from footfall.page.model import Widget
from footfall.page.networks import networks
from footfall.smo.judging.consent import holds_back
from footfall.smo.judging.shares import BUTTON_SCRIPTS, name_of
from footfall.smo.rule import NOT_APPLICABLE, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("widget-third-party-before-consent", Severity.HIGH, Fix.MANUAL, consumers=())


def check(subject: Subject) -> Outcome:
    page = subject.page
    shown = [widget for widget in page.widgets if widget.kind in ("feed", "post")]
    loading = {widget.network: widget for widget in reversed(tuple(_loading(page)))}
    if not shown and not loading:
        return NOT_APPLICABLE
    if loading and holds_back(page):
        return Unknown(
            "A consent tool on the page may hold the feeds and posts back; only a browser can tell what loads."
        )
    return tuple(
        Finding(
            message=f"Feeds or posts of {name_of(network)} load from {widget.host} before the visitor has agreed.",
            advice="Show a copy from your own server with a link to the original, or wait for the visitor's consent.",
            line=widget.line,
            excerpt=widget.url[:160],
            urls=(widget.url,),
        )
        for network, widget in loading.items()
    )


def _loading(page: Page) -> Iterator[Widget]:
    """What comes from elsewhere at once: feeds, posts, and scripts that are there to draw them."""
    shown = {widget.network: widget for widget in page.widgets if widget.kind in ("feed", "post")}
    scripted = {widget.network for widget in page.widgets if widget.host}
    for network, widget in shown.items():
        if network not in scripted and (host := _inline_host(page, network)):
            yield replace(widget, host=host)
    for widget in page.widgets:
        if widget.host and not widget.gated:
            draws = widget.network in shown or widget.network not in BUTTON_SCRIPTS
            if widget.kind in ("feed", "post") or draws:
                yield widget


def _inline_host(page: Page, network: str) -> str:
    """From where an inline script loads what draws posts or feeds; "" when no script of that network is in sight."""
    starts = networks()[network].sdk
    return next((start.partition("/")[0] for start in starts if start in page.text_source), "")
