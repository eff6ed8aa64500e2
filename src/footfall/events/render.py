"""Report texts: found by name, their named parameters written as each database wants them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from footfall.events.door import Value

FOLDER = Path(__file__).parent / "sql"
_PIECES = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|::|%|:([a-z_][a-z0-9_]*)", re.IGNORECASE)
_READS = re.compile(r"^--\s*reads:\s*first\s*\.\.\s*last\s*$", re.MULTILINE)


class Dialect(Enum):
    """How a database spells a named parameter."""

    SQLITE = ":{name}"
    DUCKDB = "${name}"
    CLICKHOUSE = "{{{name}:{kind}}}"
    POSTGRES = "%({name})s"


class Report(NamedTuple):
    """A report's text, and whether it says that events between :first and :last are all it reads."""

    text: str
    names: frozenset[str]
    bounded: bool


@cache
def report(name: str) -> Report:
    """
    Raises:
        LookupError: there is no report of this name.
    """
    path = FOLDER / f"{name}.sql"
    if not re.fullmatch(r"[a-z0-9_]+", name) or not path.is_file():
        raise LookupError(f"There is no report {name!r}.")
    return parse(path.read_text(encoding="utf-8"))


def parse(text: str) -> Report:
    names = frozenset(found[1] for found in _PIECES.finditer(text) if found[1])
    return Report(text.strip().rstrip(";"), names, _READS.search(text) is not None)


def bind(asked: Report, values: Mapping[str, Value]) -> dict[str, Value]:
    """The values that the text names, and no others.

    Raises:
        LookupError: one is missing.
    """
    missing = asked.names - values.keys()
    if missing:
        raise LookupError(f"The report needs a value for {', '.join(sorted(missing))}.")
    return {name: values[name] for name in asked.names}


def render(text: str, values: Mapping[str, Value], dialect: Dialect) -> str:
    """The text with its parameters as `dialect` spells them; what stands in quotes or comments stays."""

    def spell(found: re.Match[str]) -> str:
        name = found[1]
        if not name:
            return found[0].replace("%", "%%") if dialect is Dialect.POSTGRES else found[0]
        return dialect.value.format(name=name, kind=_kind(values[name]))

    return _PIECES.sub(spell, text)


def _kind(value: Value) -> str:
    """ClickHouse's type of a value."""
    if isinstance(value, str):
        return "String"
    return "Float64" if isinstance(value, float) else "Int64"
