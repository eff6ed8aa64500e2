"""A consumer's profile: one TOML file in this folder, every value with its source and date, checked when read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from footfall.smo.previews.leaves import (
    CHOICES,
    CLIP_UNITS,
    DRAW,
    DRAW_CHOICES,
    DRAW_PARTS,
    KINDS,
    LEAVES,
    MAY_BE_ABSENT,
    UNKNOWN,
    WORDS,
)
from footfall.smo.previews.model import Mark
from footfall.smo.previews.sources import is_source


class Leaf(NamedTuple):
    """One value of a profile with its foundation. `value` None means unknown."""

    value: object
    mark: Mark
    source: str
    date: date | None

    @property
    def known(self) -> bool:
        return self.value is not None


NOBODY_KNOWS = Leaf(None, Mark.ASSUMED, "", None)


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A consumer as data. `leaf("title.order")` gives a value with its foundation, the other readers the bare value."""

    id: str
    name: str
    kind: str
    """network, messenger, chat or forum"""
    note: str
    """What a person should know of this consumer that no leaf can say; "" when nothing."""
    leaves: Mapping[str, Leaf]
    draw: Mapping[str, object]
    """How its card is laid out; read by the drawing code."""

    def leaf(self, path: str) -> Leaf:
        return self.leaves[path]

    def words(self, path: str) -> tuple[str, ...]:
        value = self.leaves[path].value
        return tuple(str(word) for word in value) if isinstance(value, list) else ()

    def integer(self, path: str) -> int | None:
        value = self.leaves[path].value
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def number(self, path: str) -> float | None:
        value = self.leaves[path].value
        return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None

    def text(self, path: str, default: str = "") -> str:
        value = self.leaves[path].value
        return value if isinstance(value, str) else default

    def flag(self, path: str) -> bool:
        return self.leaves[path].value is True

    def table(self, path: str) -> Mapping[str, object]:
        value = self.leaves[path].value
        return value if isinstance(value, dict) else {}


class ProfileError(ValueError):
    """A profile file is not what a profile must be; the text says which file and leaf, and what to write."""


@cache
def profiles() -> Mapping[str, Profile]:
    """All consumers by id, in alphabetical order.

    Raises:
        ProfileError: a file in this folder is not a valid profile.
    """
    files = sorted(Path(__file__).parent.glob("*.toml"))
    found = (read_profile(file.stem, file.read_text("utf-8")) for file in files)
    return {profile.id: profile for profile in found}


def numbers_of(known: Mapping[str, Profile], path: str) -> Mapping[str, int]:
    """The whole numbers that profiles state at a path, by consumer; who states none is left out."""
    return {one: number for one, profile in known.items() if (number := profile.integer(path)) is not None}


def read_profile(stem: str, text: str) -> Profile:
    """One profile from its file's text; `stem` is the file's name without `.toml`.

    Raises:
        ProfileError: the text is not a valid profile.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{stem}.toml is not valid TOML: {error}. Please mend that place.") from error
    _check_head(stem, raw)
    sources = {key: _source(stem, key, value) for key, value in _table(raw, "sources").items()}
    leaves = {path: _leaf(stem, path, raw, sources) for path in LEAVES}
    _refuse_strangers(stem, raw)
    _check_draw(stem, _table(raw, "draw"))
    return Profile(stem, str(raw["name"]), str(raw["kind"]), str(raw.get("note", "")), leaves, _table(raw, "draw"))


_ID: Final = re.compile(r"[a-z][a-z0-9-]*")
MARKS_BY_VALUE: Final = {mark.value: mark for mark in Mark}


def _table(raw: Mapping[str, object], name: str) -> Mapping[str, object]:
    table = raw.get(name)
    return table if isinstance(table, dict) else {}


def _check_head(stem: str, raw: Mapping[str, object]) -> None:
    if raw.get("id") != stem:
        raise ProfileError(f"{stem}.toml has the id {raw.get('id')!r}; file and id must have the same name.")
    if not _ID.fullmatch(stem):
        raise ProfileError(f"{stem}.toml: a consumer's id is written in lower-case letters and digits, without spaces.")
    if not isinstance(raw.get("name"), str) or not raw["name"]:
        raise ProfileError(f'{stem}.toml needs name = "…", the consumer\'s name as people know it.')
    if raw.get("kind") not in KINDS:
        raise ProfileError(f"{stem}.toml needs kind = one of {_listed(KINDS)}.")


def _source(stem: str, key: str, raw: object) -> tuple[Mark, str, date]:
    table = raw if isinstance(raw, dict) else {}
    mark, text, when = table.get("mark"), table.get("text"), table.get("date")
    if mark not in MARKS_BY_VALUE or not isinstance(text, str) or not text or not isinstance(when, date):
        raise ProfileError(
            f"{stem}.toml: the source {key!r} needs mark (one of {', '.join(MARKS_BY_VALUE)}), text and date."
        )
    return MARKS_BY_VALUE[str(mark)], text, when


def _leaf(stem: str, path: str, raw: Mapping[str, object], sources: Mapping[str, tuple[Mark, str, date]]) -> Leaf:
    section, name = path.split(".")
    found = _table(raw, section).get(name)
    if found == UNKNOWN or (found is None and path in MAY_BE_ABSENT):
        return NOBODY_KNOWS
    if not isinstance(found, dict) or "value" not in found or found.get("from") not in sources:
        raise ProfileError(f'{stem}.toml: {path} must be "unknown" or {{ value = …, from = "a source" }}.')
    value = found["value"]
    if wrong := _fault(path, value):
        raise ProfileError(f"{stem}.toml: {path} can't be {value!r}; it must be {wrong}.")
    return Leaf(value, *sources[found["from"]])


def _fault(path: str, value: object) -> str:
    """What the value of a leaf must be, where it is something else; "" when it is right."""
    types = LEAVES[path]
    if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
        return " or ".join(kind.__name__ for kind in types)
    if path in CHOICES and value not in CHOICES[path]:
        return f"one of {_listed(CHOICES[path])}"
    if path in WORDS and not _made_of(value, WORDS[path]):
        return f"a list of {_listed(WORDS[path])}"
    if path.endswith(".order") and isinstance(value, list) and not all(is_source(name) for name in value):
        return "a list of sources, such as og:title or title"
    if path.endswith(".clip") and isinstance(value, dict) and value:
        return _clip_fault(value)
    return ""


def _clip_fault(value: Mapping[str, object]) -> str:
    known = value.get("unit") in CLIP_UNITS and value.keys() <= {"at", "unit", "tail", "words", "spare"}
    if known and (value["unit"] == "summary" or isinstance(value.get("at"), int)):
        return ""
    return f"{{}} or at = a number with unit = one of {_listed(CLIP_UNITS)}, and tail, words or spare where needed"


def _refuse_strangers(stem: str, raw: Mapping[str, object]) -> None:
    sections = {path.split(".")[0] for path in LEAVES}
    for section in sections:
        for name in _table(raw, section):
            if f"{section}.{name}" not in LEAVES:
                raise ProfileError(f"{stem}.toml: nobody reads {section}.{name}.")
    for section in raw.keys() - sections - {"id", "name", "kind", "note", "sources", "draw"}:
        raise ProfileError(f"{stem}.toml: nobody reads {section}.")


def _check_draw(stem: str, draw: Mapping[str, object]) -> None:
    for key, types in DRAW.items():
        value = draw.get(key)
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            raise ProfileError(f"{stem}.toml: draw.{key} must be {' or '.join(kind.__name__ for kind in types)}.")
        if key in DRAW_CHOICES and value not in DRAW_CHOICES[key]:
            raise ProfileError(f"{stem}.toml: draw.{key} must be one of {_listed(DRAW_CHOICES[key])}.")
    if not _made_of(draw["order"], DRAW_PARTS):
        raise ProfileError(f"{stem}.toml: draw.order is made of {_listed(DRAW_PARTS)}.")
    for key in draw.keys() - DRAW.keys():
        raise ProfileError(f"{stem}.toml: nobody reads draw.{key}.")


def _made_of(value: object, words: frozenset[str]) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word in words for word in value)


def _listed(words: frozenset[str] | frozenset[object]) -> str:
    return ", ".join(sorted(str(word) for word in words))


__all__ = ["LEAVES", "Leaf", "Profile", "ProfileError", "profiles", "read_profile"]
