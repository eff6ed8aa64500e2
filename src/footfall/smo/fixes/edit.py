"""Edits of a file's bytes: apply them, take them back, join two rounds of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace the bytes `[start, end)` of a file by `replacement`; an insertion has `start == end`.

    `reason` is a complete sentence for the person who reads the change; `rules` are the ids of the rules it answers.
    """

    start: int
    end: int
    replacement: bytes
    reason: str
    rules: tuple[str, ...] = ()


class OverlapError(ValueError):
    """Two edits want the same bytes, or one lies outside the file: a fault of whoever made them."""


def ordered(edits: Iterable[Edit], size: int) -> list[Edit]:
    """The edits by position, insertions at one place in the order given.

    Raises:
        OverlapError: two edits overlap, or one reaches outside a file of `size` bytes.
    """
    found = sorted(edits, key=lambda edit: (edit.start, edit.end))
    at = 0
    for edit in found:
        if edit.start < at or edit.end < edit.start or edit.end > size:
            raise OverlapError(f"The edit at byte {edit.start} to {edit.end} overlaps another or leaves the file.")
        at = edit.end
    return found


def apply(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The file after the edits; every byte outside them is as it was.

    Raises:
        OverlapError: as `ordered` does.
    """
    parts: list[bytes] = []
    at = 0
    for edit in ordered(edits, len(data)):
        parts += (data[at : edit.start], edit.replacement)
        at = edit.end
    return b"".join((*parts, data[at:]))


def inverse(data: bytes, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that turn the edited file back into `data`, exactly."""
    back: list[Edit] = []
    shift = 0
    for edit in ordered(edits, len(data)):
        start = edit.start + shift
        before = data[edit.start : edit.end]
        back.append(Edit(start, start + len(edit.replacement), before, f"Takes back: {edit.reason}", edit.rules))
        shift += len(edit.replacement) - len(before)
    return tuple(back)


class _Piece(NamedTuple):
    """A run of the new file: bytes `[start, end)` kept from the old one, or `fresh` bytes with the edit's words."""

    start: int
    end: int
    fresh: bytes | None = None
    reasons: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        return self.end - self.start if self.fresh is None else len(self.fresh)

    def part(self, start: int, end: int) -> _Piece:
        if self.fresh is None:
            return _Piece(self.start + start, self.start + end)
        return self._replace(fresh=self.fresh[start:end])


def join(data: bytes, first: Sequence[Edit], second: Sequence[Edit]) -> tuple[Edit, ...]:
    """One list of edits of `data` that does what `first`, and then `second` on its result, do."""
    if not first or not second:
        return tuple(first or second)
    pieces = _pieces(ordered(first, len(data)), len(data))
    size = sum(piece.size for piece in pieces)
    return tuple(_edits(_rewritten(pieces, ordered(second, size)), data))


def _pieces(edits: Iterable[Edit], size: int) -> list[_Piece]:
    found, at = [], 0
    for edit in edits:
        found.append(_Piece(at, edit.start))
        found.append(_Piece(edit.start, edit.end, edit.replacement, (edit.reason,), edit.rules))
        at = edit.end
    return [*found, _Piece(at, size)]


def _rewritten(pieces: list[_Piece], edits: Iterable[Edit]) -> Iterator[_Piece]:
    """The pieces with the bytes of `edits` (counted in the file the pieces make) replaced."""
    rest = iter(pieces)
    piece, at = next(rest), 0

    def until(stop: int) -> Iterator[_Piece]:
        nonlocal piece, at
        while at + piece.size < stop:
            yield piece
            at += piece.size
            piece = next(rest)
        if stop > at:
            yield piece.part(0, stop - at)
            piece, at = piece.part(stop - at, piece.size), stop

    for edit in edits:
        yield from until(edit.start)
        gone = list(until(edit.end))
        reasons = (*(reason for one in gone for reason in one.reasons), edit.reason)
        rules = (*(rule for one in gone for rule in one.rules), *edit.rules)
        yield _Piece(0, 0, edit.replacement, reasons, rules)
    yield piece
    yield from rest


def _edits(pieces: Iterable[_Piece], data: bytes) -> Iterator[Edit]:
    """What stands between the kept pieces, as edits of the old file, without bytes that stay the same."""
    at, fresh = 0, b""
    reasons: list[str] = []
    rules: list[str] = []
    for piece in (*pieces, _Piece(len(data), len(data))):
        if piece.fresh is not None:
            fresh += piece.fresh
            reasons += piece.reasons
            rules += piece.rules
        elif piece.start < piece.end or piece.start == len(data):
            if fresh or piece.start > at:
                edit = Edit(at, piece.start, fresh, " ".join(dict.fromkeys(reasons)), tuple(dict.fromkeys(rules)))
                if data[edit.start : edit.end] != edit.replacement:
                    yield edit
                fresh, reasons, rules = b"", [], []
            at = piece.end
