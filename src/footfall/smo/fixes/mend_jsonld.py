"""Mends JSON-LD that fails for a slip of the pen: trailing commas, comment or CDATA wrappers, raw line breaks in texts.

The meaning stays untouched: a change is made only where the block can be read afterwards; everything else is proposed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from footfall.page.model import JsonLd
from footfall.smo.fixes.edit import Edit
from footfall.smo.fixes.model import Change, Fixer, Proposal

if TYPE_CHECKING:
    from footfall.page import Page
    from footfall.smo.fixes.model import FixContext

RULE: Final = "meta-jsonld-invalid"
FIXER = Fixer("mend-jsonld", (RULE,), "Mends JSON-LD with trailing commas, wrappers or raw line breaks.", order=20)
_OPENING = re.compile(r"\s*(?://\s*|/\*\s*)?(?:<!--|<!\[CDATA\[)(?:\s*\*/)?")
_CLOSING = re.compile(r"(?://[ \t]*|/\*\s*)?(?:-->|\]\]>)(?:\s*\*/)?\s*$")
_STRING = re.compile(r"\"[^\"\\]*(?:\\.[^\"\\]*)*\"", re.DOTALL)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_RAW = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_WRAPPER, _COMMA, _BREAK = (
    "Removes a wrapper around JSON-LD, which only XML needs and which some readers stumble over.",
    "Removes a comma at the end of a list, which JSON doesn't allow.",
    "Writes a line break within a JSON text as JSON wants it.",
)


class _Slip(NamedTuple):
    start: int
    end: int
    text: str
    reason: str


def fix(page: Page, context: FixContext) -> Iterator[Change]:
    if "xhtml" in context.content_type:
        return
    for block in page.json_ld:
        raw = page.data[block.span.start : block.span.end].decode(page.encoding, "surrogateescape")
        if not raw.strip() or _reads(raw):
            continue
        slips = list(_slips(raw))
        if slips and _reads(_mended(raw, slips)) and _trustworthy(page, block, raw):
            yield from _edits(page, block, raw, slips)
        else:
            said = block.error or "it is wrapped in something that isn't JSON"
            message = (
                f"The JSON-LD in line {block.span.line} can't be read: {said}. Footfall can't tell what it should say."
            )
            yield Proposal(RULE, message)


def _reads(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _trustworthy(page: Page, block: JsonLd, raw: str) -> bool:
    """Whether the bytes at the block's place are the text that the parser saw there."""
    folded = raw.replace("\r\n", "\n").replace("\r", "\n")
    return (
        page.source.clean(folded) == block.text
        and raw.encode(page.encoding, "surrogateescape") == (page.data[block.span.start : block.span.end])
    )


def _slips(raw: str) -> Iterator[_Slip]:
    opening, closing = _OPENING.match(raw), _CLOSING.search(raw)
    begin = opening.end() if opening else 0
    end = closing.start() if closing and closing.start() >= begin else len(raw)
    if opening:
        yield _Slip(0, begin, "", _WRAPPER)
    at = begin
    for string in _STRING.finditer(raw, begin, end):
        yield from _commas(raw, at, string.start())
        for offset, one in enumerate(string.group()):
            if one in _RAW:
                yield _Slip(string.start() + offset, string.start() + offset + 1, _RAW[one], _BREAK)
        at = string.end()
    yield from _commas(raw, at, end)
    if end < len(raw):
        yield _Slip(end, len(raw), "", _WRAPPER)


def _commas(raw: str, start: int, end: int) -> Iterator[_Slip]:
    for comma in _TRAILING_COMMA.finditer(raw, start, end):
        yield _Slip(comma.start(), comma.end(), "", _COMMA)


def _mended(raw: str, slips: list[_Slip]) -> str:
    parts: list[str] = []
    at = 0
    for slip in slips:
        parts += (raw[at : slip.start], slip.text)
        at = slip.end
    return "".join((*parts, raw[at:]))


def _edits(page: Page, block: JsonLd, raw: str, slips: list[_Slip]) -> Iterator[Edit]:
    offset, at = block.span.start, 0
    for slip in slips:
        offset += len(raw[at : slip.start].encode(page.encoding, "surrogateescape"))
        end = offset + len(raw[slip.start : slip.end].encode(page.encoding, "surrogateescape"))
        yield Edit(offset, end, slip.text.encode(page.encoding), slip.reason, (RULE,))
        offset, at = end, slip.end
