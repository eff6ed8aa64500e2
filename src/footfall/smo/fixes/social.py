"""The tags that make up a page's link preview, and small changes of single ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from footfall.page.model import Meta, Place
from footfall.smo.fixes.edit import Edit
from footfall.smo.fixes.tag import Tag, whole_end
from footfall.smo.fixes.writing import PROPERTIES, encoded, escaped

if TYPE_CHECKING:
    from footfall.page import Page

BLOCK: Final = (*PROPERTIES, "twitter:")
"""Prefixes of the keys that belong to the block; the plain description belongs to it too."""
SINGLE: Final = frozenset(
    (
        *("og:title", "og:description", "og:url", "og:type", "og:site_name", "og:locale", "og:determiner"),
        *("twitter:card", "twitter:title", "twitter:description", "twitter:image", "twitter:image:src"),
        *("twitter:image:alt", "twitter:site", "twitter:creator", "twitter:url", "twitter:domain", "description"),
    )
)
"""Keys that can have one value only; others, such as og:image, may be lists (ogp.me, arrays)."""


def keys_of(meta: Meta) -> tuple[str, ...]:
    """The lower-case keys under which a tag belongs to the block; some tags carry one in `property`, one in `name`."""
    prop, name = meta.prop.lower(), meta.name.lower()
    found = (prop if prop.startswith(BLOCK) else "", name if name.startswith(BLOCK) or name == "description" else "")
    return tuple(dict.fromkeys(key for key in found if key))


def block_metas(page: Page) -> list[Meta]:
    """The block's tags in head or body, in document order."""
    return [meta for meta in page.metas if meta.place in (Place.HEAD, Place.BODY) and keys_of(meta)]


def with_value(page: Page, tag: Tag, attribute: str, value: str, reason: str, *rules: str) -> Edit:
    """The edit that gives an attribute a value, whether it has one, is bare, or is absent."""
    found = tag.attributes.get(attribute)
    quoted = f'"{escaped(value)}"'
    if found is None:
        end = max(one.end for one in tag.attributes.values()) if tag.attributes else 1 + len(tag.name)
        return tag.change(end, end, encoded(f" {attribute}={quoted}", page), reason, *rules)
    if found.value_start is None:
        return tag.change(found.name_end, found.end, encoded(f"={quoted}", page), reason, *rules)
    return tag.change(found.value_start, found.end, encoded(quoted, page), reason, *rules)


def quoted(page: Page, tag: Tag, attribute: str, reason: str, *rules: str) -> Edit | None:
    """The edit that puts an attribute's value into double quotes, byte for byte; None when it stands in them."""
    found = tag.attributes.get(attribute)
    if found is None or found.value_start is None or found.quote == '"':
        return None
    text = '"' + found.raw.replace('"', "&quot;") + '"'
    data = text.encode(page.encoding, "surrogateescape")
    return tag.change(found.value_start, found.end, data, reason, *rules)


def removal(page: Page, tag: Tag, reason: str, *rules: str) -> Edit:
    """The edit that removes a tag, with its line when nothing else stands on it."""
    start, end = whole_line(page, tag.start, whole_end(page, tag))
    return Edit(start, end, b"", reason, rules)


def whole_line(page: Page, start: int, end: int) -> tuple[int, int]:
    """The bytes of the lines that `[start, end)` fills alone, else `[start, end)` itself."""
    data, floor = page.data, page.source.decoded.bom
    feed, carriage, space, tab = (one.encode(page.encoding) for one in "\n\r \t")
    width = len(feed)
    first, last = start, end
    while first > floor and data[first - width : first] in (space, tab):
        first -= width
    while data[last : last + width] in (space, tab):
        last += width
    if data[last : last + width] == carriage:
        last += width
    ends_line = data[last : last + width] == feed
    if ends_line and (first == floor or data[first - width : first] == feed):
        return first, last + width
    return start, end
