"""An embedded post is gone.

Looks at: embedded posts of networks; where their addresses were asked for, whether the post still exists (not found,
gone, refused); posts of networks that have closed.

Why it matters: where the post was, readers find an empty box or a grey notice. The proof that others care has turned
into proof that nobody looks after the page.

Bad:
    <blockquote class="twitter-tweet"><a href="https://twitter.com/ana/status/1">deleted</a></blockquote>

Good:
    <blockquote cite="https://twitter.com/ana/status/1">"I drive 40 minutes for this bread." Ana, 4 May</blockquote>

Sources: Footfall's own judgement (heuristic, 2026-11-22).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from footfall.page import Page
from footfall.page.facts import Fault, Probe
from footfall.page.model import Widget
from footfall.page.networks import networks
from footfall.smo.judging.wording import shortened
from footfall.smo.rule import NOT_APPLICABLE, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("content-embed-dead", Severity.MEDIUM, Fix.MANUAL, consumers=(), heuristic=True)

MOST: Final = 10
"""Dead posts shown of one page; the rest are counted."""
REASONS: Final = {
    404: "was deleted (it answers 404)",
    410: "was deleted (it answers 410)",
    401: "is private now (it answers 401)",
    403: "is private now (it answers 403)",
}


def check(subject: Subject) -> Outcome:
    page, embeds = subject.page, subject.facts.embeds
    posts = [widget for widget in page.widgets if widget.kind == "post"]
    if not posts:
        return NOT_APPLICABLE
    dead = [(post, why) for post in posts if (why := _why(page, post, embeds or {}))]
    if not dead and embeds is None:
        return Unknown("Nobody has asked whether the embedded posts still exist.")
    return tuple(_finding(post, why, len(dead)) for post, why in dead[:MOST])


def _why(page: Page, post: Widget, embeds: Mapping[str, Probe]) -> str:
    network = networks()[post.network]
    if network.dead:
        return f"is gone, because {network.name} closed on {network.dead}"
    probe = embeds.get(page.resolve(post.url)) if post.url else None
    if probe is None:
        return ""
    if probe.fault is Fault.DNS:
        return "is gone with its whole site"
    return REASONS.get(probe.status, "")


def _finding(post: Widget, why: str, count: int) -> Finding:
    further = f" {count - MOST} more embedded posts of this page are gone, too." if count > MOST else ""
    return Finding(
        message=f"The embedded post of {networks()[post.network].name} {why}, so readers see an empty box.{further}",
        advice="Replace it by its words as a quotation with the author's name, or remove it.",
        line=post.line,
        excerpt=shortened(post.url, 160),
        urls=(post.url,) if post.url else (),
    )
