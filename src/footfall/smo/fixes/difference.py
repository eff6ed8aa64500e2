"""The difference of two files as a patch, whatever their encoding and newlines are."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

CONTEXT = 3
"""Unchanged lines shown around a change, as `diff -u` does."""
_NO_NEWLINE = b"\n\\ No newline at end of file\n"


def unified_diff(path: str, before: bytes, after: bytes) -> bytes:
    """The change as a unified diff that `patch` and `git apply` accept; empty when nothing changed.

    Works on bytes: lines end at line feeds, carriage returns belong to their line, a missing last newline is marked.
    """
    name = path.replace("\\", "/").encode("utf-8", "replace")
    old, new = _lines(before), _lines(after)
    found = difflib.diff_bytes(difflib.unified_diff, old, new, b"a/" + name, b"b/" + name, n=CONTEXT)
    return b"".join(_ended(found))


def _lines(data: bytes) -> list[bytes]:
    parts = data.split(b"\n")
    whole = [part + b"\n" for part in parts[:-1]]
    return [*whole, parts[-1]] if parts[-1] else whole


def _ended(lines: Iterator[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield line if line.endswith(b"\n") else line + _NO_NEWLINE
