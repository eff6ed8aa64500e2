"""A player card lacks what a player needs.

Looks at: `twitter:player`, its width and height, and the picture of pages that state a player.

Why it matters: X draws a player only from https with a stated size and a picture to show before it plays. Mastodon
uses the same tags for its video frame.

Bad:
    <meta name="twitter:card" content="player"><meta name="twitter:player" content="http://bakery.example/player">

Good:
    <meta name="twitter:card" content="player"><meta name="twitter:player" content="https://bakery.example/player">
    <meta name="twitter:player:width" content="640"><meta name="twitter:player:height" content="360">

Sources: developer.x.com, Cards markup, player card (2026-11-22); mastodon link_details_extractor.rb@016c1e4e
(2026-11-22).
"""

from __future__ import annotations

from collections.abc import Iterator

from footfall.page import Page
from footfall.page.content import number
from footfall.smo.judging.wording import listed, shortened
from footfall.smo.judging.xcard import card_of
from footfall.smo.rule import NOT_APPLICABLE, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("card-player-invalid", Severity.MEDIUM, Fix.MANUAL, ("x", "mastodon"))


def check(subject: Subject) -> Outcome:
    page = subject.page
    card, player = card_of(page), page.meta("twitter:player")
    asked = card is not None and card.value.lower() == "player"
    if player is None and not asked:
        return NOT_APPLICABLE
    faults = list(_faults(page, player.value if player else ""))
    if not faults:
        return ()
    place = player or card
    return (
        Finding(
            message=f"The player can't be shown: {listed(faults)}.",
            advice="State an https player with its width and height in pixels and a picture, or use another card.",
            span=place.span if place else None,
            excerpt=shortened(player.value, 160) if player else "",
        ),
    )


def _faults(page: Page, address: str) -> Iterator[str]:
    if not address:
        yield "twitter:player is missing"
    elif not page.resolve(address).lower().startswith("https://"):
        yield "its address is not https"
    if not all(number(page.meta_value(f"twitter:player:{side}")) for side in ("width", "height")):
        yield "its width and height are not stated"
    if not page.pictures:
        yield "there is no picture to show before it plays"
