"""Makes our own script small. It knows just the JavaScript that tracker.js is written in, and needs no Node:

- a comment is a line of its own that starts with //;
- names that start with $ are local, and become one letter each, the most used first;
- texts are in single quotes or backquotes and keep their blanks; regular expressions hold neither blanks nor quotes;
- every statement ends with a semicolon.
"""

from __future__ import annotations

import re
from collections import Counter
from string import ascii_letters

_LOCAL = re.compile(r"\$[a-zA-Z]+")
_TEXT = re.compile(r"('(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)")
_BLANKS = re.compile(r"\s*([^\w$\s])\s*")
_TAKEN = re.compile(r"(?<![\w.$'])[a-zA-Z](?![\w'])")


def made_small(source: str) -> str:
    """The same script in fewer bytes."""
    lines = [line.strip() for line in source.splitlines()]
    whole = " ".join(line for line in lines if line and not line.startswith("//"))
    parts = _TEXT.split(whole)
    code = [_BLANKS.sub(r"\1", part) if number % 2 == 0 else part for number, part in enumerate(parts)]
    return _renamed("".join(code).strip().replace(";}", "}"))


def _renamed(code: str) -> str:
    used = Counter(_LOCAL.findall(code))
    taken = set(_TAKEN.findall(code))
    rest = Counter(_LOCAL.sub("", code))
    # Letters that stand everywhere anyway cost the fewest bits.
    letters = sorted((letter for letter in ascii_letters if letter not in taken), key=lambda letter: -rest[letter])
    if len(used) > len(letters):
        raise ValueError(f"tracker.js has {len(used)} local names; {len(letters)} letters are free for them.")
    short = dict(zip((name for name, _ in used.most_common()), letters, strict=False))
    return _LOCAL.sub(lambda found: short[found[0]], code)
