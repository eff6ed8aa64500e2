"""Large, small or none: each rule a profile may name in `card.rule`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

from footfall.page import Page
from footfall.page.structured import types_of
from footfall.smo.previews.model import Card
from footfall.smo.previews.profile import Profile

SQUARE = 0.05
"""Sides closer than this share count as square (Signal-Desktop linkPreviewFetch@023ae374, read 2026-11-22)."""
FOUR_TO_THREE = 4 / 3
"""Width by height from which Mattermost draws a large picture (its webapp's post_attachment_opengraph, 2026-11-22)."""
RICH_TYPES = frozenset(("Product", "Recipe", "Article", "NewsArticle", "BlogPosting"))
"""Schema.org types that make a Pin rich (developers.pinterest.com, Rich Pins, read 2026-11-22)."""

_RICH_MICRODATA = re.compile(rf"itemtype\s?=\s?[\"']?https?://schema\.org/(?:{'|'.join(sorted(RICH_TYPES))})\b")


class Drawn(NamedTuple):
    """A card size with the sentence that says why, "" where there is nothing to explain."""

    card: Card
    reason: str


class Picture(NamedTuple):
    """The chosen picture's size in pixels, measured or declared, None where nobody said; whether it is an icon."""

    width: int | None
    height: int | None
    icon: bool = False


class Scene(Protocol):
    """What a rule may ask: the page, and the value of a tag as a consumer reads it ("" when it finds none)."""

    page: Page

    def tag(self, profile: Profile, key: str, /) -> str: ...


Rule = Callable[[Profile, Scene, Picture | None], Drawn]

TEXT_ALONE = Drawn(Card.SMALL, "No picture can be shown, so the card is text alone.")
LARGE = Drawn(Card.LARGE, "")
SMALL = Drawn(Card.SMALL, "")


def twitter_card(page: Page) -> str:
    """The last non-blank twitter:card value, lower case, "" when there is none."""
    values = [meta.value.lower() for meta in page.metas_by_key.get("twitter:card", ()) if meta.value]
    return values[-1] if values else ""


def _by_twitter_card(profile: Profile, scene: Scene, picture: Picture | None) -> Drawn:
    kind = scene.tag(profile, "twitter:card").lower()
    if picture is None:
        return TEXT_ALONE
    if kind == "summary_large_image":
        return _measured(profile, picture)
    if kind in ("player", "app"):
        return Drawn(Card.LARGE, f"twitter:card says {kind}.")
    said = f"says {kind}" if kind else "is missing"
    return Drawn(
        Card.SMALL, f"twitter:card {said}, and {profile.name} draws large pictures for summary_large_image only."
    )


def _measured(profile: Profile, picture: Picture) -> Drawn:
    if picture.width and (width := profile.integer("card.large_width")) and picture.width < width:
        return Drawn(Card.SMALL, f"The picture is {picture.width} pixels wide; a large card needs {width}.")
    if picture.height and (height := profile.integer("card.large_height")) and picture.height < height:
        return Drawn(Card.SMALL, f"The picture is {picture.height} pixels high; a large card needs {height}.")
    return LARGE


def _by_size(profile: Profile, _scene: Scene, picture: Picture | None) -> Drawn:
    if picture is None:
        return TEXT_ALONE
    if picture.icon:
        return Drawn(Card.SMALL, "The page names no picture, so the site's icon is drawn as a thumbnail.")
    return _measured(profile, picture)


def _by_size_not_square(profile: Profile, scene: Scene, picture: Picture | None) -> Drawn:
    if picture and picture.width and picture.height:
        longer = max(picture.width, picture.height)
        if abs(picture.width - picture.height) / longer < SQUARE:
            return Drawn(Card.SMALL, "The picture is square, so it is drawn as a thumbnail.")
    return _by_size(profile, scene, picture)


def _by_shape(profile: Profile, scene: Scene, picture: Picture | None) -> Drawn:
    if picture and picture.width and picture.height and picture.width <= picture.height:
        return Drawn(Card.SMALL, "The picture is not wider than high, so it is drawn as a thumbnail.")
    return _by_size(profile, scene, picture)


def _by_four_to_three(profile: Profile, scene: Scene, picture: Picture | None) -> Drawn:
    if picture and picture.width and picture.height and picture.width / picture.height < FOUR_TO_THREE:
        return Drawn(Card.SMALL, "The picture is narrower than 4 to 3, so it is drawn as a thumbnail.")
    return _by_size(profile, scene, picture)


def _by_open_graph_type(profile: Profile, scene: Scene, picture: Picture | None) -> Drawn:
    if picture is None:
        return TEXT_ALONE
    kind = scene.tag(profile, "og:type").lower()
    if ("photo" in kind or "image" in kind) and "photostream" not in kind:
        return Drawn(Card.LARGE, f"og:type says {kind}, so the picture alone is drawn, in full width.")
    if kind.startswith(("video/", "video.")) and scene.tag(profile, "og:video:type") == "video/mp4":
        return Drawn(Card.LARGE, f"og:type says {kind}, so the film is drawn in full width.")
    return Drawn(Card.SMALL, f"{profile.name} draws a thumbnail unless og:type says photo or image, or an MP4 film.")


def _always_small(_profile: Profile, _scene: Scene, _picture: Picture | None) -> Drawn:
    return SMALL


def _as_pin(profile: Profile, scene: Scene, picture: Picture | None) -> Drawn:
    if picture is None or _is_rich(profile, scene):
        return LARGE
    return Drawn(
        Card.LARGE,
        "This is a plain Pin: a Rich Pin needs og:type article or blog with og:title and og:description, or a"
        " Schema.org Product, Recipe or Article.",
    )


def _is_rich(profile: Profile, scene: Scene) -> bool:
    if scene.tag(profile, "meta:pinterest-rich-pin").lower() == "false":
        return False
    kind = scene.tag(profile, "og:type").lower()
    if kind in ("article", "blog", "product", "og:product"):
        return bool(scene.tag(profile, "og:title") and scene.tag(profile, "og:description"))
    if any(not RICH_TYPES.isdisjoint(types_of(item)) for item in scene.page.json_ld_items):
        return True
    text = scene.page.text_source
    return "itemscope" in text and _RICH_MICRODATA.search(text) is not None


RULES: Mapping[str, Rule] = {
    "twitter-card": _by_twitter_card,
    "size": _by_size,
    "size-not-square": _by_size_not_square,
    "wide": _by_shape,
    "wide-4-3": _by_four_to_three,
    "og-type": _by_open_graph_type,
    "small": _always_small,
    "pin": _as_pin,
}
