"""States the page's encoding at the start of the head, as its bytes have it.

The server's header comes first for every browser, so nothing is written that contradicts it. A byte order mark decides
as well. Where bytes and declaration disagree and the bytes are valid UTF-8, the declaration is corrected: text in
another encoding is practically never valid UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from footfall.page.encoding import PRESCAN, codec_name, declared_in_header
from footfall.page.model import Meta, Place
from footfall.smo.fixes.edit import Edit
from footfall.smo.fixes.head import charset_meta, start_of_head
from footfall.smo.fixes.model import Change, Fixer, Proposal
from footfall.smo.fixes.social import removal
from footfall.smo.fixes.tag import Tag, read_tag
from footfall.smo.fixes.writing import encoded, style_of

if TYPE_CHECKING:
    from footfall.page import Page
    from footfall.smo.fixes.model import FixContext

RULE: Final = "crawl-charset"
FIXER = Fixer(RULE.replace("crawl", "state"), (RULE,), "States the page's encoding at the start of the head.", order=10)
_IN_CONTENT = re.compile(r"charset\s*=\s*[\"']?\s*([^\s;\"']+)", re.IGNORECASE)
_LABELS: Final = {
    "cp1250": "windows-1250",
    "cp1251": "windows-1251",
    "cp1252": "windows-1252",
    "cp1253": "windows-1253",
    "cp1254": "windows-1254",
    "cp1255": "windows-1255",
    "cp1256": "windows-1256",
    "cp1257": "windows-1257",
    "cp1258": "windows-1258",
    "cp932": "shift_jis",
    "cp949": "euc-kr",
    "big5hkscs": "big5",
    "euc_jp": "euc-jp",
    "iso2022_jp": "iso-2022-jp",
    "cp874": "windows-874",
    "gb18030": "gb18030",
    "utf-8": "utf-8",
}
"""The web's names of Python's codecs (WHATWG Encoding, names and labels, read 2026-11-22)."""


def fix(page: Page, context: FixContext) -> Iterator[Change]:
    if page.encoding_source == "bom":
        return
    meta = charset_meta(page)
    truth, doubt = _truth(page, context, meta)
    if doubt:
        yield Proposal(RULE, doubt)
    label = _LABELS.get(truth, truth)
    if not label:
        return
    if meta is None:
        yield from _stated(page, label)
        return
    tag = read_tag(page, meta.span, meta.attrs)
    correction = _correction(page, meta, tag, truth, label) if tag else None
    if tag is None or not _late(meta):
        yield from [correction] if correction else []
        return
    yield from _moved(page, tag, correction)


def _truth(page: Page, context: FixContext, meta: Meta | None) -> tuple[str, str]:
    """The codec the bytes are in, "" when nobody can tell; and a sentence for a person where something contradicts."""
    header = codec_name(declared_in_header(context.content_type))
    utf8 = _valid(page.data, "utf-8")
    if header:
        if header != "utf-8" and utf8 and not page.data.isascii():
            return "", f"The server says {header}, but the page is UTF-8; correct the server's Content-Type header."
        if not _valid(page.data, header):
            return "", f"The server says {header}, but some bytes of the page don't fit that; save the page as UTF-8."
        return header, ""
    if utf8:
        return "utf-8", ""
    stated = codec_name(_label(meta)) if meta else ""
    if stated and _valid(page.data, stated):
        return stated, ""
    return "", "The page doesn't say its encoding, or bytes in it don't fit what it says; save it as UTF-8."


def _valid(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except (UnicodeError, LookupError):
        return False
    return True


def _label(meta: Meta) -> str:
    if "charset" in meta.attrs:
        return meta.attrs["charset"].strip()
    found = _IN_CONTENT.search(meta.content or "")
    return found.group(1) if found else ""


def _stated(page: Page, label: str) -> Iterator[Change]:
    spot = start_of_head(page)
    if spot is None:
        yield Proposal(
            RULE, "The start of the head can't be found for certain; write the charset tag there.", _tag(label)
        )
        return
    text = spot.text([_tag(label, style_of(page).end)])
    reason = f"States that the page is in {label}, so that no reader has to guess."
    yield Edit(spot.offset, spot.offset, encoded(text, page), reason, (RULE,))


def _tag(label: str, end: str = ">") -> str:
    return f'<meta charset="{label}"{end}'


def _correction(page: Page, meta: Meta, tag: Tag, truth: str, label: str) -> Edit | None:
    said = _label(meta)
    if codec_name(said) == truth or (page.data.isascii() and codec_name(said) and truth == "utf-8"):
        return None
    reason = f"Corrects the page's stated encoding from {said or 'nothing'} to {label}, which its bytes are in."
    attribute = tag.attributes["charset" if "charset" in tag.attributes else "content"]
    if attribute.value_start is None:
        return tag.change(attribute.name_end, attribute.end, encoded(f'="{label}"', page), reason, RULE)
    start = attribute.value_start + len(attribute.quote)
    if "charset" not in tag.attributes:
        found = _IN_CONTENT.search(attribute.raw)
        if found is None:
            return None
        return tag.change(start + found.start(1), start + found.end(1), encoded(label, page), reason, RULE)
    return tag.change(start, start + len(attribute.raw), encoded(label, page), reason, RULE)


def _late(meta: Meta) -> bool:
    """Whether browsers don't find the tag in time: they look through the first 1024 bytes before they start."""
    return meta.span.end > PRESCAN or meta.place is not Place.HEAD


def _moved(page: Page, tag: Tag, correction: Edit | None) -> Iterator[Change]:
    spot = start_of_head(page)
    reach = spot.offset + tag.end - tag.start if spot else 0
    if spot is None or reach > PRESCAN or spot.offset >= tag.start:
        message = (
            "The page states its encoding too late for browsers, and its head begins late; move the tag to the top."
        )
        yield Proposal(RULE, message, tag.text)
        return
    data = page.data[tag.start : tag.end]
    if correction is not None:
        start, end = correction.start - tag.start, correction.end - tag.start
        data = data[:start] + correction.replacement + data[end:]
    lead, tail = (part.encode(page.encoding) for part in (spot.lead, spot.tail))
    reason = f"Moves the charset tag into the first {PRESCAN} bytes, where browsers look for it."
    reason = f"{reason} {correction.reason}" if correction else reason
    yield Edit(spot.offset, spot.offset, lead + data + tail, reason, (RULE,))
    yield removal(page, tag, reason, RULE)
