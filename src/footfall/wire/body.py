"""Bodies taken in piece by piece: decompressed as they come, and never beyond a limit."""

from __future__ import annotations

import zlib
from collections.abc import Callable

Sink = Callable[[bytes], bool]
"""Takes a decompressed piece; answers whether more is wanted."""

_GZIP = frozenset(("gzip", "x-gzip"))
_PLAIN = frozenset(("", "identity", "none"))
_GZIP_MAGIC = b"\x1f\x8b"
_PIECE = 256 * 1024
"""Largest piece decompressed at once: a compression bomb costs at most this much memory before the limit is seen."""


class Body:
    """Takes a response body in, up to `limit` bytes both as sent and decompressed.

    `coding` is the Content-Encoding header. `foreign` is set when we can't read that coding, `mislabelled` when the
    body doesn't have it; `cut` when the limit was reached.
    """

    def __init__(self, coding: str, limit: int, sink: Sink | None = None) -> None:
        self.limit = limit
        self.wire_bytes = 0
        self.cut = False
        self.mislabelled = False
        self.stopped = False
        coding = coding.strip().lower()
        self.foreign = coding not in _PLAIN and coding not in _GZIP and coding != "deflate"
        self._coding = "" if coding in _PLAIN else "gzip" if coding in _GZIP else coding
        self._inflater: zlib._Decompress | None = None
        self._pieces: list[bytes] = []
        self._size = 0
        self._sink = sink
        self._members = 0
        """Compressed parts that are complete: gzip may have several."""
        self._held = b""

    def feed(self, piece: bytes) -> bool:
        """Take a piece as sent; answers whether more is wanted."""
        self.wire_bytes += len(piece)
        if self.foreign:
            return self.wire_bytes < self.limit
        if self._coding:
            self._inflate(piece)
        else:
            self._keep(piece)
        if self.wire_bytes > self.limit:
            self.cut = True
        return not (self.cut or self.stopped)

    def content(self) -> bytes:
        """The decompressed body, at most `limit` bytes; empty when a sink took it."""
        if self._held and not self._members:
            self._keep(self._held)
            self._held = b""
        return self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)

    def _keep(self, piece: bytes) -> None:
        room = self.limit - self._size
        if len(piece) > room:
            piece = piece[:room]
            self.cut = True
        self._size += len(piece)
        if self._sink is None:
            self._pieces.append(piece)
        elif not self._sink(piece):
            self.stopped = True

    def _inflate(self, piece: bytes) -> None:
        while piece and not (self.cut or self.stopped):
            inflater = self._inflater
            piece = self._begin_member(piece) if inflater is None else self._inflate_some(inflater, piece)

    def _begin_member(self, piece: bytes) -> bytes:
        """Choose how to read what begins here; returns what is to be read now."""
        piece = self._held + piece
        self._held = b""
        if len(piece) < 2:
            self._held = piece
            return b""
        if self._members and not (self._coding == "gzip" and piece.startswith(_GZIP_MAGIC)):
            return b""  # Padding after the compressed data.
        self._inflater = _inflater_for(self._coding, piece)
        if self._inflater is None:
            self.mislabelled = True
            self._coding = ""
            self._keep(piece)
            return b""
        return piece

    def _inflate_some(self, inflater: zlib._Decompress, piece: bytes) -> bytes:
        """Decompress in bounded steps; returns what follows the end of the compressed data."""
        while not (self.cut or self.stopped):
            try:
                plain = inflater.decompress(piece, _PIECE)
            except zlib.error:
                self.mislabelled = True
                self.stopped = True
                break
            self._keep(plain)
            if inflater.eof:
                self._inflater = None
                self._members += 1
                return inflater.unused_data
            piece = inflater.unconsumed_tail
            if not piece and len(plain) < _PIECE:
                break
        return b""


def _inflater_for(coding: str, piece: bytes) -> zlib._Decompress | None:
    """A decompressor that fits the first two bytes or more, None when they aren't compressed that way."""
    if coding == "gzip":
        return zlib.decompressobj(31) if piece.startswith(_GZIP_MAGIC) else None
    zlib_header = piece[0] & 0x0F == 8 and (piece[0] << 8 | piece[1]) % 31 == 0
    inflater = zlib.decompressobj(15 if zlib_header else -15)
    try:
        inflater.copy().decompress(piece[:64], 64)
    except zlib.error:
        return None
    return inflater
