"""A feed on the page shows nothing, or old posts.

Looks at: places for a network's feed that are empty while no script that would fill them is in sight; dates inside a
feed, against the date of the server's answer.

Why it matters: an empty box or posts of last year say that nobody is at home. Feeds die silently when an access token
runs out or a network changes its rules.

Bad:
    <div class="fb-page" data-href="https://www.facebook.com/cornerbakery"></div> (and no script)

Good:
    <div class="feed"><article><time datetime="2026-11-20">20 November</time> …</article></div>

Sources: wp-calypso#59203, instafeed.js#639, observed: feeds that stop when tokens expire (2026-11-22); 60 days is
Footfall's own judgement (2026-11-22).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from footfall.page import Page
from footfall.page.facts import PageFacts
from footfall.page.model import Widget
from footfall.page.networks import networks
from footfall.smo.judging.shares import name_of
from footfall.smo.rule import NOT_APPLICABLE, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("widget-empty-or-stale", Severity.MEDIUM, Fix.MANUAL, consumers=())

OLDEST: Final = 60
"""Days after which a feed looks abandoned (own judgement, 2026-11-22)."""
FEEDS: Final = '[class*="feed" i] time[datetime],[class*="timeline" i] time[datetime]'
MOST_DATES: Final = 200


def check(subject: Subject) -> Outcome:
    page = subject.page
    feeds = [widget for widget in page.widgets if widget.kind == "feed"]
    dates = _dates(page) if page.elements["time"] else ()
    if not feeds and not dates:
        return NOT_APPLICABLE
    return (*_empty(page, feeds), *_stale(dates, _today(subject.facts)))


def _empty(page: Page, feeds: list[Widget]) -> Iterator[Finding]:
    hosted = {widget.network for widget in page.widgets if widget.host}
    empty = {feed.network: feed for feed in feeds if feed.empty and feed.network not in hosted}
    for network, feed in empty.items():
        known = networks()[network]
        if any(start in page.text_source for start in (*known.sdk, *known.feed_hosts)):
            continue
        yield Finding(
            message=f"The place for a feed of {name_of(network)} is empty, and no script fills it.",
            advice="Show the latest posts from your own server, or remove the empty box.",
            line=feed.line,
            excerpt=feed.url[:160],
        )


def _dates(page: Page) -> tuple[datetime, ...]:
    """The dates of posts in boxes that are named as feeds."""
    said = (element.attr("datetime") or "" for element in page.select(FEEDS)[:MOST_DATES])
    return tuple(date for text in said if (date := _date(text)))


def _date(text: str) -> datetime | None:
    try:
        date = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _today(facts: PageFacts) -> datetime | None:
    """When the server answered, by its own clock."""
    if facts.response is None:
        return None
    # The e-mail package costs a single-file audit more than all rules together.
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(facts.response.header("date"))
    except ValueError:
        return None


def _stale(dates: tuple[datetime, ...], today: datetime | None) -> Iterator[Finding]:
    if not dates or today is None:
        return
    age = (today - max(dates)).days
    if age > OLDEST:
        yield Finding(
            message=f"The newest post in the feed is {age} days old, so the account looks abandoned.",
            advice="Renew the feed's access, post again, or remove the feed.",
        )
