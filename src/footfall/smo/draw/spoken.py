"""Words for what the engine names: sources, sizes, marks, verdict shapes, leaves of a profile."""

from __future__ import annotations

from typing import Final

from footfall.smo.previews.model import Mark

NAMES: Final = {
    "title": "the title element",
    "title-text": "the title element",
    "h1": "the first h1",
    "first-heading": "the first heading",
    "paragraph": "the first paragraph",
    "body-text": "the page's text",
    "img-first": "the first image of the page",
    "img-largest": "the largest image of the page",
    "img-after-h1": "the image after the h1",
    "image_src": "link rel=image_src",
    "apple-touch-icon": "the touch icon",
    "apple-touch-icon image_src": "link rel=image_src",
    "apple-touch-icon-precomposed": "the touch icon",
    "shortcut icon": "the icon",
    "icon": "the icon",
    "icon-largest": "the largest icon",
    "site name": "the site's name",
    "address": "the page's address",
}
PREFIXES: Final = {
    "jsonld": "JSON-LD",
    "microdata": "microdata",
    "oembed": "oEmbed",
    "oembed-card": "oEmbed",
    "oembed-photo": "oEmbed",
    "meta": "meta",
    "pin": "Rich Pin data:",
}
LEAVES: Final = {
    "title.order": "where the title comes from",
    "description.order": "where the description comes from",
    "image.order": "where the picture comes from",
    "choice.duplicate": "which of several equal tags counts",
    "card.rule": "when the picture is drawn large",
    "card.requires": "what a card needs at least",
}
MARKS: Final = {
    Mark.DOCUMENTED: "The platform says so itself.",
    Mark.CODE: "Read in the code that draws the preview.",
    Mark.OBSERVED: "Seen by running it, or reported by people who saw it.",
    Mark.GUIDES: "Guides by others say so; the platform does not.",
    Mark.ASSUMED: "Nobody says so; it is our assumption.",
}


def source_name(source: str) -> str:
    """A source as a reader knows it: `jsonld:headline` is "JSON-LD headline", `title` "the title element"."""
    if source in NAMES:
        return NAMES[source]
    attribute, related, word = source.partition("~" if "~" in source else "=")
    if related:
        return f"a meta tag with “{word}” in its {attribute}"
    prefix, _, rest = source.partition(":")
    return f"{PREFIXES[prefix]} {rest}" if prefix in PREFIXES else source


def size(count: int) -> str:
    """Bytes in decimal units: 640 bytes, 600 KB, 2.4 MB."""
    if count < 1000:
        return f"{count} bytes"
    if count < 999_500:
        return f"{count / 1000:.0f} KB"
    return f"{count / 1_000_000:.1f}".removesuffix(".0") + " MB"


def limit(count: int) -> str:
    """A limit in bytes as people quote it: 32,768 is "32 KB", 2,097,152 "2 MB", 600,000 "600 KB"."""
    for unit, word in ((1 << 20, "MB"), (1 << 10, "KB")):
        if count % unit == 0:
            return f"{count // unit} {word}"
    return size(count)


def shortened(value: str, most: int) -> str:
    """The value on one line, cut to `most` characters with an ellipsis."""
    flat = " ".join(value[: most * 4 + 64].split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


def counted(count: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 page", "1,200 pages"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(words: list[str]) -> str:
    """Words as a sentence lists them: "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def sentence(value: str) -> str:
    """The value with a capital first letter."""
    return value[:1].upper() + value[1:]
