"""The wall: every consumer's card of one page with a verdict, the broken ones first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from footfall.page.facts import NO_FACTS, PageFacts
from footfall.smo.draw import blame
from footfall.smo.draw.layout import Layout, Picture, Place, layout_of
from footfall.smo.draw.spoken import sentence, source_name
from footfall.smo.previews.model import Card, Chosen, Preview
from footfall.smo.previews.profile import Profile, profiles


class State(StrEnum):
    """How a card came out, worst first; each has a shape and a word besides its colour."""

    BROKEN = "broken"
    DOUBTFUL = "doubtful"
    GOOD = "good"

    @property
    def shape(self) -> str:
        return _SHAPES[self]


_SHAPES: Final = {State.BROKEN: "▲", State.DOUBTFUL: "◆", State.GOOD: "✓"}
STATES: Final = tuple(State)


class Verdict(NamedTuple):
    """How one consumer's card came out: a label of a few words, and one sentence with the evidence."""

    state: State
    label: str
    sentence: str


class Tile(NamedTuple):
    """One card on the wall."""

    preview: Preview
    verdict: Verdict
    layout: Layout


NATURALLY_SMALL: Final = ("small", "og-type")
"""Card rules by which an ordinary page gets a thumbnail: no fault of the page."""


class Common(NamedTuple):
    """What most consumers show: a card that differs is worth a look."""

    title: str
    image: str
    any_large: bool


PROMINENCE: Final = (
    "whatsapp",
    "facebook",
    "instagram",
    "x",
    "linkedin",
    "messenger",
    "threads",
    "imessage",
    "slack",
    "telegram",
    "discord",
    "pinterest",
    "reddit",
    "mastodon",
    "bluesky",
    "signal",
    "matrix",
    "misskey",
    "mattermost",
    "zulip",
    "discourse",
    "lemmy",
    "nextcloud",
    "rocketchat",
)
"""Order on the wall among equal verdicts: what most people meet first (Footfall's own judgement, 2026-11-22)."""
_RANKS: Final = {consumer: rank for rank, consumer in enumerate(PROMINENCE)}
_STRAIGHT: Final = {ord(curly): straight for curly, straight in zip("‘’“”–—", "''\"\"--", strict=True)}
NAMED: Final = (
    "og:",
    "twitter:",
    "meta:image",
    "property",
    "itemprop",
    "jsonld:",
    "oembed",
    "microdata:",
    "pin:",
    "image_src",
)
"""Beginnings of sources with which an author names a picture; the other sources are guesses."""


def wall(
    previews: Sequence[Preview],
    *,
    url: str = "",
    facts: PageFacts = NO_FACTS,
    known: Mapping[str, Profile] | None = None,
) -> tuple[Tile, ...]:
    """All cards of one page, the broken ones first, among equals the consumers most people meet first."""
    by_id = profiles() if known is None else known
    shown = Counter(preview.shown_image for preview in previews if preview.image)
    tints = {image: tint for tint, (image, _count) in enumerate(shown.most_common())}
    tiles = []
    for preview, found in zip(previews, verdicts(previews, url=url, facts=facts, known=by_id), strict=True):
        image = facts.images.get(preview.shown_image)
        layout = layout_of(preview, by_id[preview.consumer], url=url, image=image)
        tiles.append(Tile(preview, found, _tinted(layout, tints.get(preview.shown_image, 0))))
    return tuple(sorted(tiles, key=_order))


def _tinted(layout: Layout, tint: int) -> Layout:
    """The same card in a colour of its own picture: equal pictures look equal, others don't."""
    return layout._replace(picture=layout.picture._replace(tint=tint)) if layout.picture else layout


def verdicts(
    previews: Sequence[Preview],
    *,
    url: str = "",
    facts: PageFacts = NO_FACTS,
    known: Mapping[str, Profile] | None = None,
) -> list[Verdict]:
    """A verdict a preview, in their order."""
    by_id = profiles() if known is None else known
    common = common_of(previews)
    return [_verdict(one, by_id[one.consumer], common, blame.Scene(facts, url)) for one in previews]


def verdict(preview: Preview, previews: Sequence[Preview], *, url: str = "", facts: PageFacts = NO_FACTS) -> Verdict:
    """How one card came out, compared with the page's other cards."""
    return _verdict(preview, profiles()[preview.consumer], common_of(previews), blame.Scene(facts, url))


def tallied(found: Iterable[Verdict]) -> Counter[State]:
    """How many cards came out how."""
    return Counter(one.state for one in found)


def common_of(previews: Sequence[Preview]) -> Common:
    """What most of the cards show; among equally frequent values the one that Open Graph tags name."""
    titles = Counter(_plain(one.title) for one in previews if one.title)
    images = Counter(one.image.value for one in previews if one.image and _named(one.image))
    trusted = {_plain(one.title) for one in previews if one.title and one.title.source == "og:title"}
    title = max(titles, key=lambda value: (titles[value], value in trusted, value), default="")
    image = max(images, key=lambda value: (images[value], value), default="")
    return Common(title, image, any(one.card is Card.LARGE for one in previews))


def _verdict(preview: Preview, profile: Profile, common: Common, scene: blame.Scene) -> Verdict:
    if preview.card is Card.NONE:
        return Verdict(State.BROKEN, "no card", blame.of_card(preview, profile, scene))
    if preview.title is None:
        return Verdict(State.BROKEN, "no title", blame.of_title(preview, profile, scene))
    if preview.image is None and profile.words("image.order"):
        return Verdict(State.BROKEN, "no picture", blame.of_picture(preview, profile, scene))
    return _weakness(preview, preview.title, profile, common) or Verdict(State.GOOD, _size(preview), evidence(preview))


def _weakness(preview: Preview, title: Chosen, profile: Profile, common: Common) -> Verdict | None:
    image = preview.image
    natural = profile.text("card.rule") in NATURALLY_SMALL
    if image and preview.card is Card.SMALL and common.any_large and preview.reasons and not natural:
        reason = preview.reasons[0]
        state = State.BROKEN if "is missing" in reason else State.DOUBTFUL
        return Verdict(state, "small card", reason)
    if not _alike(_plain(title), common.title) and not _deliberate(title):
        return Verdict(State.DOUBTFUL, "other title", f"{sentence_of(title)} wins here{_line(title)}.")
    if image and not _named(image):
        return Verdict(State.DOUBTFUL, "guessed picture", blame.of_guess(preview, image))
    if image and common.image and image.value != common.image and not _deliberate(image):
        return Verdict(State.DOUBTFUL, "other picture", f"{sentence_of(image)} wins here{_line(image)}.")
    if title.clipped:
        return Verdict(State.DOUBTFUL, "title cut", blame.of_cut(title, profile))
    return None


def _size(preview: Preview) -> str:
    return "text" if preview.image is None else preview.card.value


def evidence(preview: Preview) -> str:
    """Which tags won, as a sentence: "og:title line 6, og:image line 8."."""
    parts = [
        source_name(chosen.source) + (f" line {chosen.line}" if chosen.line else "")
        for chosen in (preview.title, preview.image)
        if chosen
    ]
    said = ", ".join(parts)
    return (sentence(said) if said.startswith(("the ", "a ")) else said) + "."


def sentence_of(chosen: Chosen) -> str:
    """The winning source as a sentence begins."""
    name = source_name(chosen.source)
    return sentence(name) if name.startswith(("the ", "a ")) else name


def _line(chosen: Chosen) -> str:
    return f", line {chosen.line}" if chosen.line else ""


def _plain(chosen: Chosen | None) -> str:
    return _folded(chosen.value) if chosen else ""


@lru_cache(maxsize=64)
def _folded(value: str) -> str:
    """The words alone: consumers cut, straighten quotes and fold blanks differently."""
    straight = value.translate(_STRAIGHT).casefold().removesuffix("…").removesuffix("...")
    return " ".join(straight.split())


def _alike(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _deliberate(chosen: Chosen) -> bool:
    """A twitter: tag says something else on purpose: it exists for a wording or a picture of its own."""
    return chosen.source.startswith("twitter:")


def _named(image: Chosen) -> bool:
    return image.source.startswith(NAMED)


def _order(tile: Tile) -> tuple[int, int, int, str]:
    consumer = tile.preview.consumer
    bulk = _bulk(tile.layout.picture) if tile.verdict.state is State.GOOD else 0
    return STATES.index(tile.verdict.state), bulk, _RANKS.get(consumer, len(_RANKS)), consumer


def _bulk(picture: Picture | None) -> int:
    """Good cards stand with cards of their own height, so that the rows of a wall have no holes."""
    if picture is None:
        return 2
    if picture.place in (Place.LEFT, Place.RIGHT):
        return 1
    return 3 if picture.height > picture.width else 0
