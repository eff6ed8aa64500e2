"""Where in a page new tags go, and which pages are better left alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from footfall.page.encoding import PRESCAN
from footfall.page.model import Meta, Place, Span
from footfall.smo.fixes.tag import Tag, read_tag, whole_end
from footfall.smo.fixes.writing import style_of, writable

if TYPE_CHECKING:
    from footfall.page import Page

_PROLOG = re.compile(r"\s*(?:(?:<!--.*?-->|<\?[^>]*>)\s*)*(?:<!doctype[^>]*>)?", re.IGNORECASE | re.DOTALL)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|title|frameset)\b", re.IGNORECASE)
_HTML_ROOT = re.compile(r"<html\b", re.IGNORECASE)
_SCRIPTS = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_STATEMENT = re.compile(r"\{%|<%|<\?(?:php|=)|\{\{[#^/]", re.IGNORECASE)
"""Statements of template languages (Jinja, Liquid, ERB, PHP, Handlebars)."""
_CHARSET_IN_CONTENT = re.compile(r"charset\s*=", re.IGNORECASE)
_HEAD: Final = 20_000
"""Characters in which a template's statements are looked for."""
_LINE: Final = 200
"""Bytes before a tag that are looked at for its indent."""
_INDENT = re.compile(r"[ \t]*")
_DEEPEST_CHARSET: Final = 4 * PRESCAN
"""Bytes: a charset tag further down is no landmark for the top of the head."""


class Spot(NamedTuple):
    """A place for new tags: an offset in bytes, and what is written before and after each tag."""

    offset: int
    lead: str
    tail: str

    def text(self, tags: list[str]) -> str:
        return "".join(f"{self.lead}{tag}{self.tail}" for tag in tags)


def refusal(page: Page) -> str:
    """Why this page is better left alone, as a complete sentence; "" when it may be edited."""
    text = page.text_source
    if not writable(page):
        return f"The page is encoded as {page.encoding}, into which Footfall does not write."
    if "<?xml" in text[:100] and not _HTML_ROOT.search(text):
        return "This is an XML document, not a web page."
    if not _HTML.search(text):
        return "This looks like a fragment of a page: it has neither a doctype nor html, head, body or title tags."
    body = page.body_span
    head = text[: min(body.start if body else _HEAD, _HEAD)]
    if _STATEMENT.search(head) and _STATEMENT.search(_SCRIPTS.sub("", head)):
        return "This looks like a template, not a finished page: its head contains statements of a template language."
    return ""


def charset_meta(page: Page) -> Meta | None:
    """The first tag that states the encoding, wherever it stands in head or body."""
    for meta in page.metas:
        if meta.place in (Place.HEAD, Place.BODY) and states_charset(meta):
            return meta
    return None


def states_charset(meta: Meta) -> bool:
    if "charset" in meta.attrs:
        return True
    named = meta.attrs.get("http-equiv", "").strip().lower() == "content-type"
    return named and bool(_CHARSET_IN_CONTENT.search(meta.content or ""))


def top_of_head(page: Page) -> Spot | None:
    """The place right after the charset tag, or right after `<head>`; None where its bytes can't be trusted."""
    charset = charset_meta(page)
    if charset is not None and charset.place is Place.HEAD and charset.span.end <= _DEEPEST_CHARSET:
        tag = read_tag(page, charset.span, charset.attrs)
        return after_tag(page, tag) if tag else None
    return start_of_head(page)


def start_of_head(page: Page) -> Spot | None:
    """The place right after `<head>`, or where a head would begin; None where its bytes can't be trusted."""
    for span in (page.head_span, page.root_span):
        if span is not None:
            return after(page, span.end) if _sound(page, span) else None
    prolog = _PROLOG.match(page.text_source)
    end = prolog.end() if prolog else 0
    offset = page.source.decoded.byte_offset(end)
    if page.text_source[:end].strip():
        return after(page, offset)
    newline = style_of(page).newline if "\n" in page.text_source else ""
    return Spot(offset, "", newline)


def after_tag(page: Page, tag: Tag) -> Spot:
    """The place behind a tag without content, indented like it where it begins its line."""
    spot = after(page, whole_end(page, tag))
    line = page.data[max(0, tag.start - _LINE) : tag.start].decode(page.encoding, "replace")
    indent = line.rpartition("\n")[2]
    return spot._replace(lead=style_of(page).newline + indent) if spot.lead and not indent.strip(" \t") else spot


def after(page: Page, offset: int) -> Spot:
    """The place behind a byte offset, on new lines where the page breaks its line there."""
    rest = page.data[offset : offset + 2000].decode(page.encoding, "replace")
    stripped = rest.lstrip(" \t")
    if not stripped.startswith(("\n", "\r")):
        return Spot(offset, "", "")
    newline = style_of(page).newline
    following = next((line for line in stripped.splitlines() if line.strip()), "")
    indent = _INDENT.match(following)
    outdented = following.lstrip().startswith("</")
    return Spot(offset, newline + (indent.group() if indent and not outdented else ""), "")


def _sound(page: Page, span: Span) -> bool:
    tag: Tag | None = read_tag(page, span)
    return tag is not None and tag.name in ("head", "html")
