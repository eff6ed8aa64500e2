"""A second, independent reading of single tags: where each attribute stands, and whether the parser agrees.

Fixes edit attributes in place, so they must know the bytes of each. The parser says where a tag is; this scanner reads
that tag again on its own (WHATWG HTML, "tokenization", read 2026-11-22). Where the two disagree, nothing is edited.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from footfall.smo.fixes.edit import Edit

if TYPE_CHECKING:
    from footfall.page import Page
    from footfall.page.model import Span

_S = r"\t\n\f\r "
"""White space between attributes; HTML knows fewer kinds than Python's `\\s`."""
_OPENING = re.compile(rf"<([a-zA-Z][^{_S}/>]*)")
_ATTRIBUTE = re.compile(
    rf"[{_S}/]*(?P<name>[^{_S}/>][^{_S}/>=]*)"
    rf"(?:[{_S}]*=[{_S}]*(?P<value>\"[^\"]*\"|'[^']*'|[^{_S}\"'>][^{_S}>]*|(?=>)))?"
)
_CLOSING = re.compile(rf"[{_S}/]*>")
_VOID_END = re.compile(r"\s*</(?:meta|link)\s*>", re.IGNORECASE)
"""What XML writers put behind tags that have no end tag; browsers ignore it."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute: positions are characters within the tag; `raw` is the value as written, without quotes."""

    name_start: int
    name_end: int
    end: int
    value_start: int | None
    """Of the value with its quotes; None when there is no value."""
    raw: str
    quote: str

    @property
    def value(self) -> str:
        return html.unescape(self.raw)


@dataclass(frozen=True, slots=True)
class Tag:
    """One start tag as it stands in the file: `start` and `end` are bytes, positions in `text` are characters."""

    start: int
    end: int
    text: str
    encoding: str
    name: str
    attributes: Mapping[str, Attribute]
    """By lower-case name."""

    def byte(self, position: int) -> int:
        """The offset in the file of a character of the tag."""
        return self.start + len(self.text[:position].encode(self.encoding, "surrogateescape"))

    def change(self, start: int, end: int, replacement: bytes, reason: str, *rules: str) -> Edit:
        """An edit of the characters `[start, end)` of this tag."""
        return Edit(self.byte(start), self.byte(end), replacement, reason, rules)


def read_tag(page: Page, span: Span, attrs: Mapping[str, str] | None = None) -> Tag | None:
    """The tag at `span`, None where the bytes there aren't the tag that the parser saw.

    Args:
        attrs: what the parser read; names must be equal and, as far as it can be told, values.
    """
    try:
        text = page.data[span.start : span.end].decode(page.encoding, "surrogateescape")
    except UnicodeError:
        return None
    opening = _OPENING.match(text)
    found = _attributes(text, opening.end()) if opening else None
    if opening is None or found is None:
        return None
    if text.encode(page.encoding, "surrogateescape") != page.data[span.start : span.end]:
        return None
    if attrs is not None and not _agree(found, attrs):
        return None
    return Tag(span.start, span.end, text, page.encoding, opening.group(1).lower(), found)


def _attributes(text: str, at: int) -> dict[str, Attribute] | None:
    found: dict[str, Attribute] = {}
    while not (closing := _CLOSING.match(text, at)):
        part = _ATTRIBUTE.match(text, at)
        if part is None:
            return None
        name, value = part.group("name"), part.group("value")
        quote = value[0] if value and value[0] in "\"'" else ""
        raw = value[1:-1] if quote and value else value or ""
        start = part.start("value") if value else None
        if name.lower() not in found:
            found[name.lower()] = Attribute(part.start("name"), part.end("name"), part.end(), start, raw, quote)
        at = part.end()
    return found if closing.end() == len(text) else None


def _agree(found: Mapping[str, Attribute], attrs: Mapping[str, str]) -> bool:
    if set(found) != set(attrs):
        return False
    return all(_same(found[name], attrs[name]) for name in found)


def _same(attribute: Attribute, parsed: str) -> bool:
    wanted = parsed.split()
    if attribute.raw.split() == wanted or attribute.value.split() == wanted:
        return True
    # Entities without semicolon and undecodable bytes are read differently by both; their lengths stay comparable.
    return "&" in attribute.raw or "\N{REPLACEMENT CHARACTER}" in parsed


def whole_end(page: Page, tag: Tag) -> int:
    """Where the tag ends with the end tag that XML writers give it, in bytes."""
    rest = page.data[tag.end : tag.end + 4 * 40].decode(page.encoding, "replace")
    behind = _VOID_END.match(rest)
    return tag.end + len(behind.group().encode(page.encoding)) if behind else tag.end
