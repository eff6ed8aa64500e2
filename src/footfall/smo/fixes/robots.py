"""robots.txt read line by line, so that it can be edited without touching what isn't concerned (RFC 9309)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")
_RULE = re.compile(r"\ufeff?\s*(?P<key>user[- ]?agent|allow|disallow)\s*:\s*(?P<value>[^#\r\n]*)", re.IGNORECASE)


class Line(NamedTuple):
    """One line with its end. `key` is "user-agent", "allow", "disallow" or "" for everything else."""

    nth: int
    text: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group: the lower-case names it concerns, its rules, and the number of its last user-agent line."""

    agents: tuple[str, ...]
    rules: tuple[Line, ...]
    last_agent: int


def read_lines(text: str) -> list[Line]:
    """All lines, comments and unknown ones too; joined they are the text again."""
    return [_line(nth, part) for nth, part in enumerate(_LINE.findall(text))]


def _line(nth: int, text: str) -> Line:
    found = _RULE.match(text)
    if found is None:
        return Line(nth, text, "", "")
    key = found.group("key").lower().replace(" ", "-").replace("useragent", "user-agent")
    return Line(nth, text, key, found.group("value").strip())


def groups(lines: Sequence[Line]) -> list[Group]:
    """The groups in order; rules before the first user-agent line belong to nobody."""
    found: list[Group] = []
    agents: list[str] = []
    rules: list[Line] = []
    last = -1
    for line in lines:
        if line.key == "user-agent":
            if rules:
                found.append(Group(tuple(agents), tuple(rules), last))
                agents, rules = [], []
            agents.append(line.value.lower())
            last = line.nth
        elif line.key and agents:
            rules.append(line)
    return [*found, Group(tuple(agents), tuple(rules), last)] if agents else found


def allowed(rules: Sequence[Line], path: str) -> bool:
    """Whether a path may be fetched: the longest matching rule decides, Allow at equal length (RFC 9309, 2.2.2)."""
    matching = [rule for rule in rules if rule.value and _pattern(rule.value).match(_normal(path))]
    longest = max((len(rule.value) for rule in matching), default=0)
    return not matching or any(rule.key == "allow" for rule in matching if len(rule.value) == longest)


@lru_cache(1024)
def _pattern(value: str) -> re.Pattern[str]:
    whole = value.endswith("$")
    parts = [re.escape(_normal(part)) for part in value.removesuffix("$").split("*")]
    return re.compile(".*".join(parts) + ("$" if whole else ""), re.DOTALL)


def _normal(path: str) -> str:
    return quote(path, safe="/~!$&'()*+,;=:@?%[]")
