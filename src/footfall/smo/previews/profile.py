"""A consumer's profile: one TOML file in this folder, every value with its source and date, checked when read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from footfall.smo.previews.model import Mark

UNKNOWN: Final = "unknown"
"""What a profile writes where nobody knows."""

# Every profile states each of these leaves, or writes "unknown". The type is what `value` must be.
LEAVES: Final[Mapping[str, type | tuple[type, ...]]] = {
    "title.order": list,
    "title.clip": dict,
    "title.clean": list,
    "description.order": list,
    "description.clip": dict,
    "description.clean": list,
    "image.order": list,
    "image.max_bytes": int,
    "image.min_width": int,
    "image.min_height": int,
    "image.max_side": int,
    "image.max_ratio": (int, float),
    "image.formats": list,
    "image.https_only": bool,
    "attributes.og": list,
    "attributes.twitter": list,
    "attributes.case": str,
    "attributes.quoting": str,
    "attributes.head_only": bool,
    "choice.duplicate": str,
    "choice.blank": str,
    "choice.most_tags": int,
    "fetch.window": int,
    "fetch.decoding": str,
    "fetch.max_bytes": int,
    "fetch.types": list,
    "fetch.statuses": list,
    "fetch.redirects": int,
    "fetch.https_only": bool,
    "fetch.seconds": (int, float),
    "address.relative": str,
    "card.rule": str,
    "card.requires": list,
    "card.large_width": int,
    "card.large_height": int,
    "agent.string": str,
    "agent.robots": str,
    "agent.obeys": bool,
    "cache.seconds": int,
    "cache.refresh": str,
}
MAY_BE_ABSENT: Final = frozenset({"fetch.decoding"})
"""Leaves that few profiles have; absent means: as browsers do it."""
CHOICES: Final[Mapping[str, frozenset[str]]] = {
    "attributes.case": frozenset({"exact", "any"}),
    "attributes.quoting": frozenset({"any", "quoted", "double"}),
    "choice.duplicate": frozenset({"first", "last"}),
    "choice.blank": frozenset({"skip", "skip-empty", "next-source", "hides"}),
    "address.relative": frozenset({"resolved", "dropped"}),
    "fetch.decoding": frozenset({"declared-if-valid", "detected"}),
}


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


@dataclass(frozen=True, slots=True)
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
    folder = resources.files(__package__)
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    found = (read_profile(file.name.removesuffix(".toml"), file.read_text("utf-8")) for file in files)
    return {profile.id: profile for profile in found}


def read_profile(stem: str, text: str) -> Profile:
    """One profile from its file's text; `stem` is the file's name without `.toml`."""
    raw = tomllib.loads(text)
    if raw.get("id") != stem:
        raise ProfileError(f"{stem}.toml has the id {raw.get('id')!r}; file and id must have the same name.")
    sources = {key: _source(stem, key, value) for key, value in raw.get("sources", {}).items()}
    leaves = {path: _leaf(stem, path, raw, sources) for path in LEAVES}
    _refuse_strangers(stem, raw)
    return Profile(stem, raw["name"], raw["kind"], raw.get("note", ""), leaves, raw.get("draw", {}))


def _source(stem: str, key: str, raw: Mapping[str, object]) -> tuple[Mark, str, date]:
    mark, text, when = raw.get("mark"), raw.get("text"), raw.get("date")
    if mark not in MARKS_BY_VALUE or not isinstance(text, str) or not text or not isinstance(when, date):
        raise ProfileError(f"{stem}.toml: the source {key!r} needs mark, text and date.")
    return MARKS_BY_VALUE[str(mark)], text, when


MARKS_BY_VALUE: Final = {mark.value: mark for mark in Mark}


def _leaf(stem: str, path: str, raw: Mapping[str, object], sources: Mapping[str, tuple[Mark, str, date]]) -> Leaf:
    section, name = path.split(".")
    table = raw.get(section)
    found = table.get(name) if isinstance(table, dict) else None
    if found == UNKNOWN or (found is None and path in MAY_BE_ABSENT):
        return NOBODY_KNOWS
    if not isinstance(found, dict) or "value" not in found or found.get("from") not in sources:
        raise ProfileError(f'{stem}.toml: {path} must be "unknown" or {{ value = …, from = "a source" }}.')
    value = found["value"]
    if not isinstance(value, LEAVES[path]) or (path in CHOICES and value not in CHOICES[path]):
        raise ProfileError(f"{stem}.toml: {path} can't be {value!r}.")
    return Leaf(value, *sources[found["from"]])


def _refuse_strangers(stem: str, raw: Mapping[str, object]) -> None:
    sections = {path.split(".")[0] for path in LEAVES}
    for section in sections:
        table = raw.get(section)
        for name in table if isinstance(table, dict) else ():
            if f"{section}.{name}" not in LEAVES:
                raise ProfileError(f"{stem}.toml: nobody reads {section}.{name}.")
