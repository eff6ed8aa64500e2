"""The preview picture is a logo or a site icon instead of something about the page.

Looks at: whether `og:image` is also the page's icon or its organisation's logo, whether its file name says logo or
favicon, and how few colours it has.

Why it matters: a logo tells a reader whose page it is, never why to open it; icons are enlarged until they blur.

Bad:
    <meta property="og:image" content="https://bakery.example/assets/logo.png">

Good:
    <meta property="og:image" content="https://bakery.example/img/round-loaf.jpg">

Sources: Footfall's own judgement (heuristic, 2026-11-22).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from footfall.page import Page
from footfall.page.facts import Image
from footfall.page.pictures import Picture
from footfall.page.structured import image_of, types_of
from footfall.smo.judging.picture import IDEAL_RATIO, about
from footfall.smo.rule import NOT_APPLICABLE, PASS, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("image-is-logo-or-favicon", Severity.MEDIUM, Fix.MANUAL, heuristic=True)

FEW_COLOURS = 16
"""Colours (16 shades a channel, 64 pixels wide) below which it is a sign, no picture (own judgement, 2026-11-22)."""
BLANK = 3
"""The same for a picture in the shape of a card."""
CARD_SHAPE = 0.2
"""Share by which a shape may differ from a large card's to count as one: 16:9 and 2:1 do (as above)."""
MOST_ICONS = 30
"""Icons that are compared; more than any page has in earnest (as above)."""
LOGO_WORDS = 4
"""A file name of more words that contains "logo" is rather an article's picture about a logo (as above)."""
ORGANISATIONS = frozenset({"Organization", "NewsMediaOrganization", "Corporation", "LocalBusiness", "Person"})

WORDS = re.compile(r"[a-z]+")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def check(subject: Subject) -> Outcome:
    pictures = subject.page.pictures
    if not pictures:
        return NOT_APPLICABLE
    why = _reason(subject, pictures[0])
    if not why:
        return PASS
    return (
        about(
            pictures[0],
            f"The preview picture seems to be a logo or icon: {why}. It doesn't show what the page is about.",
            "Choose a picture from the page, or have a card with the page's title generated.",
        ),
    )


def _reason(subject: Subject, picture: Picture) -> str:
    page = subject.page
    if any(_same(page, icon.href, picture) for icon in page.icons[:MOST_ICONS]):
        return "the page uses the same file as its icon"
    if any(_same(page, logo, picture) for logo in _logos(page)):
        return "the page's structured data names the same file as a logo"
    try:
        path = unquote(urlsplit(picture.url).path)
    except ValueError:
        return ""
    if "favicon" in path.lower():
        return "its address says favicon"
    words = WORDS.findall(CAMEL.sub(" ", path.rpartition("/")[2].rpartition(".")[0]).lower())
    if "logo" in words and len(words) <= LOGO_WORDS:
        return "its file name says logo"
    image = subject.facts.images.get(picture.url)
    return _poor_in_colour(image) if image is not None else ""


def _poor_in_colour(image: Image) -> str:
    """A title on a plain ground has few colours too, so a picture in the shape of a card gets the benefit of doubt."""
    if image.palette is None or not image.width or not image.height:
        return ""
    card = abs(image.width / image.height / IDEAL_RATIO - 1) <= CARD_SHAPE
    if image.palette >= (BLANK if card else FEW_COLOURS):
        return ""
    return "it has only one colour" if image.palette == 1 else f"it has only {image.palette} colours"


def _same(page: Page, href: str, picture: Picture) -> bool:
    """Whether two addresses are one; the cheap look at the file names comes first."""
    return href.endswith(picture.url.rpartition("/")[2]) and page.resolve(href) == picture.url


def _logos(page: Page) -> Iterator[str]:
    """Addresses of the logos in JSON-LD: an organisation's own, or the publisher's."""
    for item in page.json_ld_items:
        owners = [item] if ORGANISATIONS.intersection(types_of(item)) else []
        publisher = item.get("publisher")
        if isinstance(publisher, Mapping):
            owners.append(publisher)
        for owner in owners:
            if "logo" in owner:
                yield image_of(owner["logo"])
