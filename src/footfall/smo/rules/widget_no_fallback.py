"""When a feed doesn't load, nothing is left in its place.

Looks at: feeds that a script or frame draws: whether the place itself holds a link, or the page links to the account
elsewhere.

Why it matters: blockers, missing consent and network failures hide the feed from many visitors. Without a link they
find no way to the account, and the layout shows a hole.

Bad:
    <div class="fb-page" data-href="https://www.facebook.com/cornerbakery"></div>

Good:
    <div class="fb-page" data-href="https://www.facebook.com/cornerbakery">
      <a href="https://www.facebook.com/cornerbakery">Corner Bakery on Facebook</a></div>

Sources: Footfall's own judgement (heuristic, 2026-11-22).
"""

from __future__ import annotations

from footfall.page.networks import networks
from footfall.smo.judging.shares import name_of
from footfall.smo.rule import NOT_APPLICABLE, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("widget-no-fallback", Severity.MEDIUM, Fix.MANUAL, consumers=(), heuristic=True)


def check(subject: Subject) -> Outcome:
    page = subject.page
    feeds = {widget.network: widget for widget in page.widgets if widget.kind == "feed"}
    if not feeds:
        return NOT_APPLICABLE
    linked = {link.network for link in page.profile_links}
    return tuple(
        Finding(
            message=f"When the feed of {name_of(network)} doesn't load, nothing is left: no link leads to the account.",
            advice="Put a link to the account inside the feed's place; the script replaces it when it runs.",
            line=feed.line,
            excerpt=feed.url[:160],
        )
        for network, feed in feeds.items()
        if (feed.empty or feed.host) and not (linked if networks()[network].kit else network in linked)
    )
