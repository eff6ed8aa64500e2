"""Bytes to text the way browsers do it: BOM, then HTTP header, then `<meta charset>`, then UTF-8, then a guess."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from turbohtml.detect import detect

PRESCAN = 1024
"""Bytes in which a `<meta charset>` counts (WHATWG HTML, "prescan a byte stream", read 2026-11-22)."""

GUESS_WINDOW = 65536
"""Bytes a detector looks at; it sees the page's language long before."""

SURE_ENOUGH = 0.6
"""Confidence below which Windows-1252 is the better guess: judged on the 131 development pages (2026-11-22)."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s;\"']+)", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<(?i:meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.\-]+))")
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)

# WHATWG Encoding, "names and labels" (read 2026-11-22): what pages call Latin-1 is read as Windows-1252, and so on.
_WEB_NAMES = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-16-le",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page. Each undecodable byte stands in it as one character, so that offsets can be turned back."""

    text: str
    encoding: str
    """A Python codec name."""
    source: str
    """What decided: "bom", "header", "meta", "utf-8" or "guess"."""
    bom: int
    """Bytes of the byte order mark, which `text` doesn't contain."""
    damaged: bool
    """Some bytes are invalid in that encoding."""

    def byte_offset(self, position: int) -> int:
        """The offset in the file at which the character `position` of `text` starts."""
        return self.bom + self.byte_length(self.text[:position])

    def byte_length(self, text: str) -> int:
        """Bytes that a piece of `text` takes in the file."""
        if text.isascii() and not self.encoding.startswith("utf-16"):
            return len(text)
        if self.damaged:
            text = _as_surrogates(text)
        return len(text.encode(self.encoding, "surrogateescape"))


def codec_name(label: str) -> str:
    """The Python codec for a charset label as the web understands it; "" when there is none."""
    try:
        name = codecs.lookup(label.strip().lower()).name
    except (LookupError, ValueError):
        return ""
    name = _WEB_NAMES.get(name, name)
    return name if _is_text_codec(name) else ""


def _is_text_codec(name: str) -> bool:
    try:
        return isinstance(b"a".decode(name, "replace"), str)
    except (LookupError, ValueError):
        return False


def declared_in_header(content_type: str) -> str:
    """The charset label of a Content-Type header, "" when it has none."""
    found = _HEADER_CHARSET.search(content_type)
    return found.group(1) if found else ""


def declared_in_meta(data: bytes, window: int = PRESCAN) -> str:
    """The charset label of the first `<meta>` in the first `window` bytes, "" when there is none."""
    head = data[:window]
    if b"<!--" in head:
        head = _COMMENT.sub(b"", head)
    found = _META_CHARSET.search(head)
    return found.group(1).decode("ascii") if found else ""


def decode(data: bytes, content_type: str = "", encoding: str = "") -> Decoded:
    """Decode a page's bytes; never fails. A codec in `encoding` overrules everything but a byte order mark."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decoded(data, name, "bom", len(mark))
    if encoding:
        return _decoded(data, encoding, "asked", 0)
    name = codec_name(declared_in_header(content_type))
    if name:
        return _decoded(data, name, "header", 0)
    name = codec_name(declared_in_meta(data))
    if name:
        # WHATWG: a page that can state its encoding in ASCII is not UTF-16, whatever it says.
        return _decoded(data, "utf-8" if name.startswith("utf-16") else name, "meta", 0)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "utf-8", 0, damaged=False)
    except UnicodeDecodeError:
        return _decoded(data, guess(data) or "cp1252", "guess", 0)


def encoding_for(manner: str, data: bytes, valid: dict[str, bool]) -> str:
    """The codec that a consumer with habits of its own reads a page with.

    Args:
        manner: "declared-if-valid" (what the page declares, unless its bytes are invalid in it; then UTF-8; then a
            guess: Beautiful Soup's order) or "detected" (UTF-8 where it is valid, else what a detector says).
        data: the page's bytes.
        valid: whether the bytes are valid in a codec, as far as that is known already; what is found out is added.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    for name in _tried(manner, data):
        if name and name not in valid:
            valid[name] = _is_valid(data, name)
        if name and valid[name]:
            return name
    return "utf-8"


def _tried(manner: str, data: bytes) -> Iterator[str]:
    if manner == "declared-if-valid":
        yield codec_name(declared_in_meta(data, max(2048, len(data) // 20)))
    yield "utf-8"
    yield guess(data)
    yield "cp1252"


def guess(data: bytes) -> str:
    """The codec a detector believes in, "" when it has too little to go on."""
    match = detect(data[:GUESS_WINDOW])
    return codec_name(match.encoding or "") if match.confidence >= SURE_ENOUGH else ""


def _is_valid(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except (UnicodeDecodeError, ValueError):
        return False
    return True


def _decoded(data: bytes, name: str, source: str, bom: int) -> Decoded:
    body = data[bom:] if bom else data
    try:
        return Decoded(body.decode(name), name, source, bom, damaged=False)
    except (UnicodeDecodeError, ValueError):
        pass
    try:
        return Decoded(body.decode(name, _STANDING_IN), name, source, bom, damaged=True)
    except (UnicodeDecodeError, ValueError):
        # UTF-16 with an odd tail has no escape: Latin-1 keeps every byte and every offset.
        return Decoded(body.decode("latin-1"), "latin-1", source, bom, damaged=True)


def clean(text: str, encoding: str) -> str:
    """The text with undecodable bytes shown as U+FFFD, as browsers show them."""
    if not _STAND_INS.search(text):
        return text
    try:
        return _as_surrogates(text).encode(encoding, "surrogateescape").decode(encoding, "replace")
    except (UnicodeError, ValueError):
        return text.encode("utf-8", "replace").decode("utf-8")


# The parser takes no lone surrogates in attribute names, so bytes travel as the last private characters instead.
_STAND_IN = 0x10FF00
_STANDING_IN = "footfall.standing-in"
_STAND_INS = re.compile(f"[{chr(_STAND_IN + 0x80)}-{chr(_STAND_IN + 0xFF)}]")


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    """Decodes what can't be decoded, byte for byte; like "surrogateescape" it takes no byte below 128."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    end = error.start
    while end < error.end and error.object[end] >= 0x80:
        end += 1
    if end == error.start:
        raise error
    return "".join([chr(_STAND_IN + byte) for byte in error.object[error.start : end]]), end


codecs.register_error(_STANDING_IN, _stand_in)


def _as_surrogates(text: str) -> str:
    return _STAND_INS.sub(lambda found: chr(ord(found.group()) - _STAND_IN + 0xDC00), text)
