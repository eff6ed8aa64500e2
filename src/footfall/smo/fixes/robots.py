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
    """One line with its end. `key`: "user-agent", "allow", "disallow", "other", or "" for comments and empty lines."""

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
    certain: bool
    """No other directive stands among the agents: some readers end the list there, some don't."""


def read_lines(text: str) -> list[Line]:
    """All lines, comments and unknown ones too; joined they are the text again."""
    return [_line(nth, part) for nth, part in enumerate(_LINE.findall(text))]


def _line(nth: int, text: str) -> Line:
    found = _RULE.match(text)
    if found is None:
        return Line(nth, text, "other" if text.split("#")[0].strip() else "", "")
    key = found.group("key").lower().replace(" ", "-").replace("useragent", "user-agent")
    return Line(nth, text, key, found.group("value").strip())


def groups(lines: Sequence[Line]) -> list[Group]:
    """The groups in order; rules before the first user-agent line belong to nobody."""
    found: list[Group] = []
    agents: list[str] = []
    rules: list[Line] = []
    last, certain = -1, True
    for line in lines:
        if line.key == "user-agent":
            if rules:
                found.append(Group(tuple(agents), tuple(rules), last, certain))
                agents, rules, certain = [], [], True
            agents.append(line.value.lower())
            last = line.nth
        elif line.key == "other":
            certain = certain and bool(rules)
        elif line.key and agents:
            rules.append(line)
    return [*found, Group(tuple(agents), tuple(rules), last, certain)] if agents else found


def newline_of(lines: Sequence[Line]) -> str:
    """How the file ends its lines."""
    return "\r\n" if lines and lines[0].text.endswith("\r\n") else "\n"


def allowed(rules: Sequence[Line], path: str) -> bool:
    """Whether a path may be fetched: the longest matching rule decides, Allow at equal length (RFC 9309, 2.2.2)."""
    return not shut_by(rules, path)


def shut_by(rules: Sequence[Line], path: str) -> int:
    """The length of the rule that shuts a path, 0 when it is open."""
    matching = [rule for rule in rules if rule.value and _pattern(rule.value).match(_normal(path))]
    longest = max((len(rule.value) for rule in matching), default=0)
    return 0 if any(rule.key == "allow" for rule in matching if len(rule.value) == longest) else longest


@lru_cache(1024)
def _pattern(value: str) -> re.Pattern[str]:
    whole = value.endswith("$")
    parts = [re.escape(_normal(part)) for part in value.removesuffix("$").split("*")]
    return re.compile(".*".join(parts) + ("$" if whole else ""), re.DOTALL)


def _normal(path: str) -> str:
    return quote(path, safe="/~!$&'()*+,;=:@?%[]", errors="replace")
