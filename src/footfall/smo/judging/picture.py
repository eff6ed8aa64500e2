"""What the picture rules share: the stated pictures with what fetching them told, sizes, and who turns one down."""

from __future__ import annotations

from typing import Final, NamedTuple
from urllib.parse import urlsplit

from footfall.page.facts import Image
from footfall.page.pictures import Picture
from footfall.smo.judging.offers import Offer, offered
from footfall.smo.judging.wording import shortened
from footfall.smo.previews import Why
from footfall.smo.rule import NOT_APPLICABLE, Finding, NotApplicable, Severity, Subject, Unknown

IDEAL_RATIO: Final = 1.91
"""Width by height of the large card (developers.facebook.com, Sharing, Images; read 2026-11-22)."""
RATIO_TOLERANCE: Final = 0.05
"""Share by which a picture may miss a recommended shape before a reader notices: Footfall's own judgement, 2026-11."""

EXCERPT: Final = 160
"""Characters of an address that a report shows."""

EXTENSIONS: Final = {
    **{name: name for name in ("png", "gif", "webp", "avif", "svg", "bmp", "ico", "heic", "tiff")},
    **dict.fromkeys(("jpg", "jpeg", "jpe", "jfif"), "jpeg"),
    "svgz": "svg",
    "heif": "heic",
    "tif": "tiff",
}
"""File name endings and the format they promise, in the words of `Image.format`."""


UNSIZED: Final = Unknown("The preview picture's size is not known: it was not fetched, or could not be read.")


class Seen(NamedTuple):
    """A stated picture and what fetching it told."""

    picture: Picture
    image: Image


class Size(NamedTuple):
    """A picture's size in pixels; `measured` on the picture itself, otherwise only declared by the page."""

    picture: Picture | Offer
    width: int
    height: int
    measured: bool

    def __str__(self) -> str:
        return f"{self.width} × {self.height} pixels" + ("" if self.measured else " (as the page declares)")

    @property
    def ratio(self) -> float:
        return self.width / self.height


def fetched(subject: Subject) -> tuple[Seen, ...] | NotApplicable | Unknown:
    """The stated pictures that were asked for, whatever came of it."""
    pictures = subject.page.pictures
    if not pictures:
        return NOT_APPLICABLE
    known = subject.facts.images
    seen = tuple(Seen(picture, known[picture.url]) for picture in pictures if picture.url in known)
    return seen or Unknown("The preview picture was not fetched, so nothing can be said of the picture itself.")


def read(subject: Subject) -> tuple[Seen, ...] | NotApplicable | Unknown:
    """The stated pictures whose first bytes could be read."""
    seen = fetched(subject)
    if not isinstance(seen, tuple):
        return seen
    usable = tuple(one for one in seen if one.image.usable)
    return usable or Unknown("The preview picture could not be read, so nothing can be said of its contents.")


def sizes(subject: Subject) -> tuple[Size, ...] | NotApplicable | Unknown:
    """The stated pictures' sizes: measured where they were fetched, else declared. Drawings (SVG) have none."""
    if not subject.page.pictures:
        return NOT_APPLICABLE
    found = []
    for picture in subject.page.pictures:
        image = subject.facts.images.get(picture.url)
        if image is not None and image.usable and image.format != "svg" and image.width and image.height:
            found.append(Size(picture, image.width, image.height, measured=True))
        elif image is None and picture.size:
            found.append(Size(picture, *picture.size, measured=False))
    return tuple(found) or UNSIZED


def first_size(subject: Subject) -> Size | NotApplicable | Unknown:
    """The size of the picture on the page's card, by `sizes`; for Open Graph's readers, where it has such a picture."""
    if subject.page.pictures:
        known = sizes(subject)
        if not isinstance(known, tuple):
            return known
        open_graph = subject.page.pictures[0].open_graph
        return known[0] if known[0].picture.open_graph or not open_graph else NOT_APPLICABLE
    offer = offered(subject.page)
    if offer is None:
        return NOT_APPLICABLE
    image = subject.facts.images.get(offer.url)
    if image is None:
        return Size(offer, *offer.size, measured=False) if offer.size else UNSIZED
    if image.usable and image.format != "svg" and image.width and image.height:
        return Size(offer, image.width, image.height, measured=True)
    return UNSIZED


def about(
    picture: Picture | Offer,
    message: str,
    advice: str,
    *,
    severity: Severity | None = None,
    consumers: tuple[str, ...] | None = None,
) -> Finding:
    """A finding about a stated picture, at the tag that states it."""
    return Finding(
        message=message,
        advice=advice,
        span=picture.span,
        excerpt=shortened(picture.value, EXCERPT),
        severity=severity,
        consumers=consumers,
        urls=(picture.url,),
    )


def turned_down_by(subject: Subject, picture: Picture | Offer, why: Why) -> tuple[str, ...]:
    """The consumers whose preview passes this picture over for that reason, in alphabetical order."""
    value = picture.value
    return tuple(
        preview.consumer
        for preview in subject.previews.values()
        if any(lost.why is why and lost.value == value for lost in preview.lost_image)
    )


def promised_format(url: str) -> str:
    """The format that the ending of an address's path promises, "" when it promises none."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    stem, dot, ending = path.rpartition(".")
    return EXTENSIONS.get(ending.lower(), "") if dot and stem else ""


def weight(size: int) -> str:
    """A number of bytes for people, in powers of 1000: `640 KB`, `1.2 MB`."""
    return f"{size / 1e6:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB"
