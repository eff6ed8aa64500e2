"""Why a card came out badly, in one sentence with the measured values."""

from __future__ import annotations

from typing import Final, NamedTuple
from urllib.parse import urljoin

from footfall.page.facts import Image, PageFacts
from footfall.smo.draw.spoken import limit, listed, sentence, size, source_name
from footfall.smo.previews.clean import length
from footfall.smo.previews.model import Chosen, Lost, Mark, Preview, Why
from footfall.smo.previews.profile import Profile

ORDINARY: Final = (Why.LOWER_PRIORITY, Why.LATER_DUPLICATE, Why.EARLIER_DUPLICATE, Why.NOT_READ)
"""Reasons that pick among values: they never leave a field empty by themselves."""
TIMES: Final = "\u00a0×\u00a0"
"""Between two sides; a line must not break there."""
UNITS: Final = {"bytes": "bytes"}


class Scene(NamedTuple):
    """What is known around a preview: the network's facts and the page's address."""

    facts: PageFacts
    url: str

    def image(self, raw: str) -> Image | None:
        """What was learnt of an image that the page names by `raw`."""
        try:
            return self.facts.images.get(raw) or self.facts.images.get(urljoin(self.url, raw))
        except ValueError:
            return None


def of_card(preview: Preview, profile: Profile, scene: Scene) -> str:
    """Why there is no card; where a title or a picture is wanting, also what became of the page's."""
    reason = preview.reasons[0] if preview.reasons else f"{profile.name} draws no card for this page."
    wanting = reason.partition(" without ")[2]
    lost = preview.lost_title if "title" in wanting else preview.lost_image if "picture" in wanting else ()
    cause = next((one for one in lost if one.why not in ORDINARY), None)
    return f"{reason[:-1]}; {_explained(cause, profile, scene)}" if cause else reason


def of_title(preview: Preview, profile: Profile, scene: Scene) -> str:
    """Why there is no title."""
    return _of_field(preview.lost_title, profile, scene, "No tag names a title.")


def of_picture(preview: Preview, profile: Profile, scene: Scene) -> str:
    """Why there is no picture."""
    return _of_field(preview.lost_image, profile, scene, "No tag names a picture.")


def of_guess(preview: Preview, image: Chosen) -> str:
    """Why the picture is one that nobody chose."""
    line = f", line {image.line}" if image.line else ""
    cause = next((lost for lost in preview.lost_image if lost.why not in ORDINARY), None)
    if cause is not None:
        return f"{_plainly(cause)[:-1]}; it shows {source_name(image.source)}{line}."
    return f"No tag names a picture; it shows {source_name(image.source)}{line}."


def of_cut(title: Chosen, profile: Profile) -> str:
    """Where a title is cut."""
    clip = profile.table("title.clip")
    at, unit = clip.get("at"), str(clip.get("unit", ""))
    if not isinstance(at, int):
        return f"{sentence(source_name(title.source))} is longer than it shows{_founded(profile, 'title.clip')}."
    has = length(" ".join(title.raw.split()), unit)
    word = UNITS.get(unit, "characters")
    return f"It shows {at} {word} of a title{_founded(profile, 'title.clip')}; this one has {has}."


def _of_field(lost: tuple[Lost, ...], profile: Profile, scene: Scene, nothing: str) -> str:
    cause = next((one for one in lost if one.why not in ORDINARY), None)
    if cause is not None:
        return _explained(cause, profile, scene)
    unread = next((one for one in lost if one.why is Why.NOT_READ), None)
    return f"{nothing[:-1]} that it reads; it ignores {_placed(unread)}." if unread else nothing


def _placed(lost: Lost) -> str:
    return source_name(lost.source) + (f", line {lost.line}" if lost.line else "")


def _named(lost: Lost) -> str:
    name = _placed(lost)
    return sentence(name) if name.startswith(("the ", "a ")) else name


def _explained(lost: Lost, profile: Profile, scene: Scene) -> str:
    image = scene.image(lost.value)
    if lost.why is Why.BEYOND_WINDOW and (window := profile.integer("fetch.window")):
        return f"{_named(lost)}, stands after the first {limit(window)} it reads{_founded(profile, 'fetch.window')}."
    if lost.why is Why.IMAGE_BLOCKED:
        return f"robots.txt turns {profile.text('agent.robots')} away from the image."
    measured = _measured(lost.why, image, profile) if image else ""
    return measured or _plainly(lost)


def _plainly(lost: Lost) -> str:
    """Without figures: "og:title, line 9, stands outside the head."."""
    related = lost.why.removeprefix("it ")
    return f"{_named(lost)}{', ' if related != lost.why else ': '}{related}."


def _measured(why: Why, image: Image, profile: Profile) -> str:
    """The sentence with both numbers, the picture's and the consumer's; "" where one of them isn't known."""
    if why is Why.IMAGE_TOO_HEAVY and image.size and (most := profile.integer("image.max_bytes")):
        founded = _founded(profile, "image.max_bytes")
        return f"The image weighs {size(image.size)}; it reads up to {limit(most)}{founded}."
    if why is Why.IMAGE_FORMAT:
        shown = listed([_letters(word) for word in profile.words("image.formats")])
        return f"The image is {_letters(image.format)}; it shows {shown}{_founded(profile, 'image.formats')}."
    if why is Why.IMAGE_FAILED and image.fault is not None:
        return f"The image could not be fetched, because {image.fault}."
    if why is Why.IMAGE_FAILED and image.status != 200:
        return f"The image answers with status {image.status} instead of a picture."
    return _of_pixels(why, image.width, image.height, profile)


def _of_pixels(why: Why, width: int | None, height: int | None, profile: Profile) -> str:
    if not width or not height:
        return ""
    has = f"The image is {width}{TIMES}{height} pixels"
    if why is Why.IMAGE_TOO_SMALL:
        least = f"{profile.integer('image.min_width') or 0}{TIMES}{profile.integer('image.min_height') or 0}"
        return f"{has}; it wants at least {least}{_founded(profile, 'image.min_width')}."
    if why is Why.IMAGE_TOO_LARGE and (side := profile.integer("image.max_side")):
        return f"{has}; it takes up to {side} a side{_founded(profile, 'image.max_side')}."
    if why is Why.IMAGE_RATIO and (ratio := profile.number("image.max_ratio")):
        return f"{has}; it takes up to {ratio:g} : 1{_founded(profile, 'image.max_ratio')}."
    return ""


def _letters(kind: str) -> str:
    return "WebP" if kind == "webp" else kind.upper()


def _founded(profile: Profile, leaf: str) -> str:
    """(guides) or (assumed) behind a limit that the platform doesn't state itself."""
    mark = profile.leaf(leaf).mark
    return f" ({mark})" if mark in (Mark.GUIDES, Mark.ASSUMED) else ""
