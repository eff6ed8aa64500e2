"""The home page shows nothing of what the site posts.

Looks at: feeds of networks and of feed services, and the site's own latest posts (several dated articles or teasers),
on home pages of sites that link to accounts of theirs.

Why it matters: a visitor who sees fresh posts has a reason to follow. A row of icons alone shows that accounts exist,
not that anything happens there.

Bad:
    <footer><a href="https://www.instagram.com/cornerbakery">Instagram</a></footer>

Good:
    <aside><h2>Latest from the bakery</h2> <article><time datetime="2026-11-20">…</time> …</article> …</aside>

Sources: social media optimization in general, "build bridges with social widgets" (2026-11-22); what counts as latest
posts is Footfall's own judgement (heuristic, 2026-11-22).
"""

from __future__ import annotations

from typing import Final

from footfall.page import Page
from footfall.page.kind import Kind
from footfall.smo.judging.shares import name_of
from footfall.smo.judging.wording import listed
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("widget-none", Severity.LOW, Fix.MANUAL, consumers=(), heuristic=True)

FEWEST_POSTS: Final = 3
"""Dated or teased posts that make a list of the latest (own judgement, 2026-11-22)."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    if page.kind is not Kind.HOME or not page.profile_links:
        return NOT_APPLICABLE
    if any(widget.kind in ("feed", "post") for widget in page.widgets) or _shows_posts(page):
        return PASS
    accounts = listed(dict.fromkeys(name_of(link.network) for link in page.profile_links if link.network != "other"))
    return (
        Finding(
            message=f"The home page links to accounts ({accounts or 'rel=me'}), but shows none of the latest posts.",
            advice="Show the three latest posts in the sidebar or footer, served by your own site, each with a link.",
            line=page.profile_links[0].line,
        ),
    )


def _shows_posts(page: Page) -> bool:
    dated = sum(element.attr("datetime") is not None for element in page.elements["time"])
    return dated >= FEWEST_POSTS or len(page.elements["article"]) >= FEWEST_POSTS
