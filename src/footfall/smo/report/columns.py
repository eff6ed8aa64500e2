"""Text in terminal columns: what is safe to print, how wide it is, where a line breaks."""

from __future__ import annotations

from typing import Final
from unicodedata import category, combining, east_asian_width

RESET: Final = "\x1b[0m"
COLOURS: Final = {
    "broken": "\x1b[31m",
    "doubtful": "\x1b[33m",
    "good": "\x1b[32m",
    "strong": "\x1b[1m",
    "quiet": "\x1b[2m",
}


def printable(text: str) -> str:
    """The text on one line without anything a terminal would obey: escapes, controls, turned writing direction."""
    flat = " ".join(text.split())
    if flat.isascii() and flat.isprintable():
        return flat
    kept = "".join(char for char in flat if category(char) not in ("Cc", "Cf", "Cs", "Co") or char == "\u200d")
    return kept.encode("utf-8", "replace").decode("utf-8")


def columns(text: str) -> int:
    """Columns the text takes: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, width: int, *, first: str = "", rest: str | None = None) -> list[str]:
    """Lines of at most `width` columns; `first` begins the first of them, `rest` (as many blanks) the others."""
    indent = " " * columns(first) if rest is None else rest
    lines, line, empty = [], first, True
    for word in printable(text).split():
        if not empty and columns(line) + 1 + columns(word) > width:
            lines.append(line.rstrip())
            line, empty = indent, True
        line += word if empty else f" {word}"
        empty = False
    lines.append(line.rstrip())
    return lines


def clipped(text: str, width: int) -> str:
    """One line of at most `width` columns; what is longer ends in an ellipsis."""
    flat = printable(text)
    if columns(flat) <= width:
        return flat
    kept, used = "", 1
    for char in flat:
        used += columns(char)
        if used > width:
            break
        kept += char
    return kept.rstrip() + "…"


def padded(text: str, width: int) -> str:
    """The text cut or filled to exactly `width` columns."""
    short = clipped(text, width)
    return short + " " * (width - columns(short))
