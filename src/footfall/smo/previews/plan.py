"""A profile made ready for the engine: everything that doesn't depend on the page is worked out once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from footfall.smo.previews import clean
from footfall.smo.previews.cards import RULES, Rule
from footfall.smo.previews.chain import Way, Ways, together, way_of
from footfall.smo.previews.model import MARKS, Mark
from footfall.smo.previews.profile import Profile

FIELDS: Final = ("title", "description", "image")
KEPT: Final = 256
"""Plans kept in memory: ten times the profiles that Footfall brings."""


@dataclass(frozen=True, slots=True, eq=False)
class Manner:
    """What is done to a text before it is shown; equal manners are one object. `strip`: a trailing site name goes."""

    steps: tuple[str, ...]
    strip: bool
    clip: Mapping[str, object]
    mark: Mark


@dataclass(frozen=True, slots=True, eq=False)
class PictureManner:
    """What is done to a picture's address before it is shown; equal manners are one object.

    `relative` and `https_only` as in the profile; `tries_next`: where a picture is turned down, the next one is tried;
    `weak_limits`: the limits of pictures come from guides or are assumed.
    """

    relative: str
    https_only: bool
    tries_next: bool
    weak_limits: bool
    mark: Mark


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A profile with its chains, its card rule, and the leaves that nobody has documented."""

    profile: Profile
    ways: Ways
    title: Manner
    description: Manner
    picture: PictureManner
    decoding: str
    """How the page's bytes are decoded, "" for the usual way."""
    requires: tuple[str, ...]
    rule: Rule
    drops_equal: bool
    """A description that only repeats the title is left out."""
    picture_size: tuple[Way, Way]
    """How og:image:width and og:image:height are read."""
    title_is_enough: bool
    """A page with a title has all that `requires` asks for."""
    most_bytes: float
    """Bytes above which the page is given up."""
    picky: bool
    """Other things about the page alone can keep this consumer from drawing a card."""
    with_picture: tuple[tuple[str, ...], Mark]
    """The assumed leaves that decide a card with a picture, and the weakest mark among the deciding ones."""
    without_picture: tuple[tuple[str, ...], Mark]


@lru_cache(maxsize=KEPT)
def plan_of(profile: Profile) -> Plan:
    """The plan of a profile."""
    deciding = ("title.order", "description.order", "choice.duplicate", "card.rule")
    return Plan(
        profile=profile,
        ways=together(*(way_of(profile, name, profile.words(f"{name}.order")) for name in FIELDS)),
        title=_text_manner(profile, "title"),
        description=_text_manner(profile, "description"),
        picture=_picture_manner(
            relative=profile.text("address.relative"),
            https_only=profile.flag("image.https_only"),
            tries_next=profile.flag("image.next"),
            weak_limits=profile.leaf("image.max_bytes").mark in (Mark.GUIDES, Mark.ASSUMED),
            mark=profile.leaf("image.order").mark,
        ),
        decoding=profile.text("fetch.decoding"),
        requires=profile.words("card.requires"),
        rule=RULES[profile.text("card.rule", "size")],
        drops_equal="drop-equal-title" in profile.words("description.clean"),
        picture_size=(tag_way(profile, "og:image:width"), tag_way(profile, "og:image:height")),
        title_is_enough=set(profile.words("card.requires")) <= {"title", "anything"},
        most_bytes=profile.integer("fetch.max_bytes") or math.inf,
        picky=profile.flag("fetch.https_only") or profile.integer("fetch.max_result") is not None,
        with_picture=_foundation(profile, (*deciding, "image.order")),
        without_picture=_foundation(profile, deciding),
    )


@lru_cache(maxsize=KEPT * 8)
def tag_way(profile: Profile, key: str) -> Way:
    """How a consumer reads a single tag, such as twitter:card."""
    return way_of(profile, "tag", (key,))


def _text_manner(profile: Profile, field: str) -> Manner:
    clip = profile.table(f"{field}.clip")
    return _manner(
        steps=tuple(step for step in profile.words(f"{field}.clean") if step in clean.STEPS),
        strip="strip-site-name" in profile.words(f"{field}.clean"),
        clip=tuple((key, tuple(value) if isinstance(value, list) else value) for key, value in clip.items()),
        mark=profile.leaf(f"{field}.order").mark,
    )


_picture_manner = lru_cache(maxsize=KEPT)(PictureManner)


@lru_cache(maxsize=KEPT)
def _manner(*, steps: tuple[str, ...], strip: bool, clip: tuple[tuple[str, object], ...], mark: Mark) -> Manner:
    return Manner(steps, strip, dict(clip), mark)


def _foundation(profile: Profile, paths: tuple[str, ...]) -> tuple[tuple[str, ...], Mark]:
    marks = [profile.leaf(path).mark for path in paths]
    weak = tuple(path for path, mark in zip(paths, marks, strict=True) if mark in (Mark.GUIDES, Mark.ASSUMED))
    return weak, max(marks, key=MARKS.index)
