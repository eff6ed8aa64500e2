"""Fonts of the machine: found by name, chosen character by character, so that every script finds one that has it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple
from unicodedata import bidirectional, category

from PIL import ImageFont

from footfall.smo.draw.coverage import coverage

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


class Weight(StrEnum):
    """Which of our three faces a text wants."""

    PLAIN = "plain"
    BOLD = "bold"
    TITLE = "title"


FIRST: Final = {
    Weight.PLAIN: ("NotoSans-Regular", "DejaVuSans", "LiberationSans-Regular", "Arial", "Helvetica"),
    Weight.BOLD: ("NotoSans-Bold", "DejaVuSans-Bold", "LiberationSans-Bold", "Arial Bold", "arialbd"),
    Weight.TITLE: ("DejaVuSerif-Bold", "NotoSerif-Bold", "LiberationSerif-Bold", "Georgia Bold", "georgiab"),
}
OTHERS: Final = (
    "DejaVuSans",
    "NotoSansArabic-{}",
    "NotoNaskhArabic-{}",
    "NotoSansHebrew-{}",
    "NotoSansCJK-{}",
    "NotoSansCJKsc-{}",
    "SourceHanSans-{}",
    "DroidSansFallbackFull",
    "wqy-microhei",
    "wqy-zenhei",
    "PingFang",
    "msyh",
    "YuGothM",
    "AppleSDGothicNeo",
    "malgun",
    "NotoSansSymbols-{}",
    "NotoSansSymbols2-Regular",
)
EMOJI: Final = ("NotoColorEmoji", "seguiemj", "Apple Color Emoji")
EMOJI_SIZE: Final = 109
"""The one size that colour bitmap fonts such as Noto Color Emoji have, in pixels; drawn there, then scaled."""
SUFFIXES: Final = (".ttf", ".otf", ".ttc")
JOINED: Final = frozenset(("\u200d", "\ufe0e", "\ufe0f", "\u20e3"))


class Run(NamedTuple):
    """A stretch of text in one font. `emoji` runs are drawn at EMOJI_SIZE and scaled."""

    text: str
    font: Font
    emoji: bool


@cache
def files() -> Mapping[str, Path]:
    """Font files of the machine by name without suffix; among equal names the first in path order."""
    found: dict[str, Path] = {}
    for folder in _folders():
        for path, folders, names in os.walk(folder):
            folders.sort()
            for name in sorted(names):
                stem, suffix = os.path.splitext(name)
                if suffix.lower() in SUFFIXES:
                    found.setdefault(stem, Path(path, name))
    return found


def _folders() -> list[Path]:
    home = Path.home() if "HOME" in os.environ else Path("/nonexistent")
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    if sys.platform == "win32":
        return [Path(os.environ.get("WINDIR", "C:\\Windows"), "Fonts")]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts"]


@lru_cache(maxsize=256)
def opened(path: Path | None, size: int) -> Font:
    """The font at that size in pixels; Pillow's own where there is no file or it can't be read."""
    if path is not None:
        try:
            return ImageFont.truetype(path, size)
        except OSError:
            pass
    return ImageFont.load_default(size)


@cache
def _chain(weight: Weight) -> tuple[Path, ...]:
    """The files tried for each character: the weight's own, then the named others, then every Noto Sans."""
    word = "Regular" if weight is Weight.PLAIN else "Bold"
    named = [*FIRST[weight][:], *(name.format(word) for name in OTHERS)]
    noto = sorted(name for name in files() if name.startswith("NotoSans") and name.endswith("-Regular"))
    own = [name for name in FIRST[weight] if name in files()][:1]
    rest = [name for name in [*named, *noto] if name in files() and name not in own]
    return tuple(files()[name] for name in dict.fromkeys([*own, *rest]))


@cache
def _emoji() -> Path | None:
    return next((files()[name] for name in EMOJI if name in files()), None)


@lru_cache(maxsize=4096)
def _face(char: str, weight: Weight) -> Path | None:
    chain = _chain(weight)
    own = chain[0] if chain else None
    return next((path for path in chain if coverage(path).has(ord(char))), own)


def shapes(font: Font) -> bool:
    """Whether the font is laid out by raqm, which joins Arabic letters and orders mixed directions."""
    return isinstance(font, ImageFont.FreeTypeFont) and font.layout_engine == ImageFont.Layout.RAQM


def runs(text: str, weight: Weight, size: int) -> list[Run]:
    """The text in stretches of one font each, in reading order."""
    found: list[Run] = []
    pending, face, emoji = "", None, False
    for cluster in clusters(text):
        wanted, is_emoji = _wanted(cluster, weight, face, emoji)
        if pending and (wanted, is_emoji) != (face, emoji):
            found.append(_run(pending, face, size, emoji))
            pending = ""
        pending, face, emoji = pending + cluster, wanted, is_emoji
    if pending:
        found.append(_run(pending, face, size, emoji))
    return found


def _run(text: str, face: Path | None, size: int, emoji: bool) -> Run:
    return Run(text, opened(face, EMOJI_SIZE if emoji else size), emoji)


def _wanted(cluster: str, weight: Weight, face: Path | None, emoji: bool) -> tuple[Path | None, bool]:
    char = cluster[0]
    pictured = _emoji()
    if pictured is not None and is_emoji(cluster) and coverage(pictured).has(ord(char)):
        return pictured, True
    if char.isspace() and face is not None and not emoji:
        return face, False
    neutral = face is not None and not emoji and not char.isalnum() and coverage(face).has(ord(char))
    return (face if neutral else _face(char, weight)), False


def is_emoji(cluster: str) -> bool:
    """Whether a cluster is drawn in colour: by its block, or because a selector asks for it."""
    return "\ufe0f" in cluster or 0x1F1E6 <= ord(cluster[0]) <= 0x1FAFF


def clusters(text: str) -> Iterator[str]:
    """What must not be torn apart: a character with its marks, joined emoji, pairs of flag letters."""
    pending = ""
    for char in text:
        joins = category(char) in ("Mn", "Me", "Mc") or char in JOINED or 0x1F3FB <= ord(char) <= 0x1F3FF
        flags = _flag(char) and len(pending) == 1 and _flag(pending)
        if pending and (joins or flags or pending.endswith("\u200d")):
            pending += char
            continue
        if pending:
            yield pending
        pending = char
    if pending:
        yield pending


def _flag(char: str) -> bool:
    return 0x1F1E6 <= ord(char) <= 0x1F1FF


def right_to_left(text: str) -> bool:
    """Whether the text's first strong character belongs to a script written from the right."""
    strong = next((kind for kind in map(bidirectional, text) if kind in ("L", "R", "AL")), "L")
    return strong != "L"
