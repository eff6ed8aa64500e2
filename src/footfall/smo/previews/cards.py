"""Large, small or none: each rule a profile may name in `card.rule`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from footfall.page import Page
from footfall.smo.previews.model import Card
from footfall.smo.previews.profile import Profile

SQUARE = 0.05
"""Sides closer than this share count as square (Signal-Desktop linkPreviewFetch@023ae374, read 2026-11-22)."""


class Drawn(NamedTuple):
    """A card size with the sentence that says why, "" where there is nothing to explain."""

    card: Card
    reason: str


class Picture(NamedTuple):
    """The chosen picture's size in pixels, measured or declared; None where nobody said."""

    width: int | None
    height: int | None


Rule = Callable[[Profile, Page, Picture | None], Drawn]


def twitter_card(page: Page) -> str:
    """The last non-blank twitter:card value, lower case, "" when there is none."""
    values = [meta.value.lower() for meta in page.metas_by_key.get("twitter:card", ()) if meta.value]
    return values[-1] if values else ""


def _by_twitter_card(profile: Profile, page: Page, picture: Picture | None) -> Drawn:
    kind = twitter_card(page)
    if picture is None:
        return Drawn(Card.SMALL, "No picture can be shown, so the card is text alone.")
    if kind == "summary_large_image":
        return _by_size(profile, page, picture)
    if kind in ("player", "app"):
        return Drawn(Card.LARGE, f"twitter:card says {kind}.")
    said = f"says {kind}" if kind else "is missing"
    return Drawn(
        Card.SMALL, f"twitter:card {said}, and {profile.name} draws large pictures for summary_large_image only."
    )


def _by_size(profile: Profile, _page: Page, picture: Picture | None) -> Drawn:
    if picture is None:
        return Drawn(Card.SMALL, "No picture can be shown, so the card is text alone.")
    width, height = profile.integer("card.large_width"), profile.integer("card.large_height")
    if picture.width and width and picture.width < width:
        return Drawn(Card.SMALL, f"The picture is {picture.width} pixels wide; a large card needs {width}.")
    if picture.height and height and picture.height < height:
        return Drawn(Card.SMALL, f"The picture is {picture.height} pixels high; a large card needs {height}.")
    return Drawn(Card.LARGE, "")


def _by_size_not_square(profile: Profile, page: Page, picture: Picture | None) -> Drawn:
    if picture and picture.width and picture.height:
        longer = max(picture.width, picture.height)
        if abs(picture.width - picture.height) / longer < SQUARE:
            return Drawn(Card.SMALL, "The picture is square, so it is drawn as a thumbnail.")
    return _by_size(profile, page, picture)


def _by_shape(profile: Profile, page: Page, picture: Picture | None) -> Drawn:
    if picture and picture.width and picture.height and picture.width <= picture.height:
        return Drawn(Card.SMALL, "The picture is not wider than high, so it is drawn as a thumbnail.")
    return _by_size(profile, page, picture)


def _by_open_graph_type(profile: Profile, page: Page, picture: Picture | None) -> Drawn:
    if picture is None:
        return Drawn(Card.SMALL, "No picture can be shown, so the card is text alone.")
    if page.meta_value("og:type").lower() == "article":
        return Drawn(Card.SMALL, "og:type says article, which is drawn with a thumbnail.")
    return _by_size(profile, page, picture)


def _always_small(_profile: Profile, _page: Page, _picture: Picture | None) -> Drawn:
    return Drawn(Card.SMALL, "")


RULES: Mapping[str, Rule] = {
    "twitter-card": _by_twitter_card,
    "size": _by_size,
    "size-not-square": _by_size_not_square,
    "wide": _by_shape,
    "og-type": _by_open_graph_type,
    "small": _always_small,
}
