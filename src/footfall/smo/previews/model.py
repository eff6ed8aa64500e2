"""What a consumer shows of a link, and why: the preview with its evidence."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Card(StrEnum):
    """How a consumer draws the link."""

    LARGE = "large"
    """With a picture across the card's whole width."""
    SMALL = "small"
    """With a thumbnail, or with text alone."""
    NONE = "none"
    """No card: the address stands bare."""


class Mark(StrEnum):
    """How well founded a fact about a consumer is, best first. The value is what reports print."""

    DOCUMENTED = "documented"
    CODE = "code"
    OBSERVED = "observed"
    GUIDES = "guides"
    ASSUMED = "assumed"


MARKS = tuple(Mark)


class Why(StrEnum):
    """Why a value that stands on the page isn't shown. The value ends the sentence "It was passed over because …"."""

    BEYOND_WINDOW = "it stands after the part of the page that is read"
    WRONG_ATTRIBUTE = "it stands in an attribute that is not read"
    UNQUOTED = "its attributes are not quoted the way the reader needs"
    NOT_IN_HEAD = "it stands outside the head"
    LATER_DUPLICATE = "the first tag of that name wins"
    EARLIER_DUPLICATE = "the last tag of that name wins"
    BLANK = "it is empty"
    LOWER_PRIORITY = "another source comes first"
    NOT_READ = "this consumer does not read that source"
    TOO_MANY_TAGS = "the page has more tags of that kind than the reader accepts"
    INVALID_ADDRESS = "it is not an address that can be fetched"
    RELATIVE = "it is not an absolute address"
    NOT_HTTPS = "it is not an https address"
    IMAGE_FAILED = "the image could not be fetched"
    IMAGE_BLOCKED = "robots.txt keeps this consumer away from the image"
    IMAGE_TOO_HEAVY = "the image weighs more than this consumer accepts"
    IMAGE_TOO_SMALL = "the image is smaller than this consumer accepts"
    IMAGE_TOO_LARGE = "the image has more pixels than this consumer accepts"
    IMAGE_FORMAT = "the image has a format that this consumer does not show"
    IMAGE_RATIO = "the image is wider or narrower than this consumer accepts"


class Lost(NamedTuple):
    """A value that could have been shown and wasn't."""

    source: str
    value: str
    why: Why
    line: int
    assumed: bool = False
    """The reason itself is only assumed or from guides."""


class Chosen(NamedTuple):
    """A value that is shown. `value` is as shown (cleaned, clipped, absolute), `raw` as written on the page.

    `source` is the winning source as the profile names it, such as "og:title"; `attribute` the attribute that carried
    the name, "" where none did; `offset` counts bytes from the start of the file.
    """

    value: str
    raw: str
    source: str
    attribute: str
    line: int
    offset: int
    clipped: bool
    mark: Mark


class Preview(NamedTuple):
    """One consumer's drawing of one page. A field is None when nothing is shown there.

    `lost_*` list what was passed over. `reasons` are complete sentences about the card's size and whatever kept a
    card or a picture away. `assumptions` name the leaves of the profile that nobody has documented and that mattered.
    """

    consumer: str
    title: Chosen | None
    description: Chosen | None
    image: Chosen | None
    card: Card
    site_name: str
    lost_title: tuple[Lost, ...]
    lost_description: tuple[Lost, ...]
    lost_image: tuple[Lost, ...]
    reasons: tuple[str, ...]
    assumptions: tuple[str, ...]
    confidence: Mark

    @property
    def shown_title(self) -> str:
        return self.title.value if self.title else ""

    @property
    def shown_description(self) -> str:
        return self.description.value if self.description else ""

    @property
    def shown_image(self) -> str:
        return self.image.value if self.image else ""
