"""How new text is written into a page: its newlines, its way to end tags, its encoding, escaped."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from footfall.page import Page

_VOID_TAG = re.compile(r"<(?:meta|link|base|img|br)\b[^>]*?(/?)>", re.IGNORECASE)
_SAMPLE = 20_000
"""Characters of a page that are looked at to learn its style."""

# Browsers read what calls itself Latin-1 as Windows-1252, GB 2312 as GB 18030 and so on (page/encoding.py). Not every
# preview bot does: what the narrower of both can't say is written as a numeric reference, which all understand.
_NARROW = {
    "cp1252": "latin-1",
    "cp1254": "iso8859-9",
    "cp874": "tis-620",
    "cp932": "shift_jis",
    "gb18030": "gb2312",
    "cp949": "euc_kr",
    "big5hkscs": "big5",
}


PROPERTIES: Final = ("og:", "article:", "fb:", "product:", "video:", "book:", "profile:", "music:")
"""Prefixes of the vocabularies that Open Graph readers know (ogp.me, read 2026-11-22)."""


class Style(NamedTuple):
    """How the page writes: its newline, and the end of a tag without content (`>` or ` />`)."""

    newline: str
    end: str


def style_of(page: Page) -> Style:
    sample = page.text_source[:_SAMPLE]
    newline = "\r\n" if "\r\n" in sample else "\n" if "\n" in sample or "\r" not in sample else "\r"
    ends = _VOID_TAG.findall(sample)
    return Style(newline, " />" if ends and 2 * sum(map(bool, ends)) > len(ends) else ">")


def escaped(value: str) -> str:
    """Text for a double-quoted attribute, white space folded."""
    folded = " ".join(value.split())
    return folded.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def meta_tag(key: str, value: str, end: str = ">") -> str:
    """A `<meta>` tag, double-quoted: `property` for Open Graph and its vocabularies, `name` for everything else."""
    return f'<meta {attribute_for(key)}="{key}" content="{escaped(value)}"{end}'


def attribute_for(key: str) -> str:
    """Which attribute carries a key: `property` for Open Graph (ogp.me), `name` otherwise (X's Cards markup)."""
    return "property" if key.startswith(PROPERTIES) else "name"


def encoded(text: str, page: Page) -> bytes:
    """Markup in the page's encoding; what that can't say becomes numeric references.

    Where the encoding is only guessed, all letters beyond ASCII do: whoever guesses otherwise reads them right as well.
    """
    if page.encoding_source == "guess":
        return text.encode("ascii", "xmlcharrefreplace")
    if page.encoding.startswith("utf"):
        return text.encode(page.encoding, "xmlcharrefreplace")
    whole = _said(text, page.encoding)
    return b"".join(_character(one, page.encoding) for one in text) if whole is None else whole


def _said(text: str, encoding: str) -> bytes | None:
    """The text's bytes where the narrower encoding can say all of it."""
    try:
        data = text.encode(_NARROW.get(encoding, encoding))
        return data if data.decode(encoding) == text else None
    except UnicodeError:
        return None


@lru_cache(4096)
def _character(one: str, encoding: str) -> bytes:
    data = _said(one, encoding)
    return f"&#{ord(one)};".encode(encoding) if data is None else data


def writable(page: Page) -> bool:
    """Whether text can be put into the page's bytes: its encoding must be UTF-8, UTF-16 or contain ASCII as it is."""
    if page.encoding.startswith("utf"):
        return page.encoding in ("utf-8", "utf-16-le", "utf-16-be")
    try:
        return "<meta>".encode(page.encoding) == b"<meta>"
    except (LookupError, UnicodeError):
        return False
