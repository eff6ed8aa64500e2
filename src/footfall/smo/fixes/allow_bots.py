"""Lets preview bots in by robots.txt, as narrowly as it goes.

A bot that a group names is let in there; a bot that only `*` concerns gets a group of its own, which repeats the
rules of `*` that don't stand in the way: a group of its own makes a bot ignore `*` (RFC 9309 section 2.2.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from footfall.smo.fixes.model import Fixer
from footfall.smo.fixes.robots import Group, Line, allowed, groups, read_lines

FIXER = Fixer(
    "allow-bots",
    ("crawl-robots-page", "crawl-robots-image"),
    "Adds Allow lines to robots.txt for preview bots and preview pictures.",
    order=100,
)
_COMMENT: Final = "# Lets link previews be drawn."


def fix_robots(
    text: str, tokens: Iterable[str], image_paths: Iterable[str] = (), page_paths: Iterable[str] = ("/",)
) -> str:
    """A robots.txt that lets these bots fetch these paths; unchanged where it does already.

    Args:
        text: the robots.txt, "" when there is none.
        tokens: the names the bots answer to, such as "Twitterbot".
        image_paths: paths (with query) of preview pictures on this host.
        page_paths: paths of pages. "/" stands for the whole site and lifts a rule that shuts it.
    """
    paths = list(dict.fromkeys((*page_paths, *image_paths)))
    for token in dict.fromkeys(tokens):
        text = _let_in(text, token, paths)
    return text


def _let_in(text: str, token: str, paths: Sequence[str]) -> str:
    lines = read_lines(text)
    named = [group for group in groups(lines) if token.lower() in group.agents]
    everybody = [group for group in groups(lines) if "*" in group.agents]
    rules = [rule for group in (named or everybody) for rule in group.rules]
    if all(allowed(rules, path) for path in paths):
        return text
    mended = _mended(rules, paths)
    if named and all(set(group.agents) == {token.lower()} for group in named):
        return _in_place(lines, named, mended)
    without = [line for line in lines if not (line.key == "user-agent" and line.value.lower() == token.lower())]
    return _with_group(without, token, mended)


def _mended(rules: Sequence[Line], paths: Sequence[str]) -> list[tuple[str, str]]:
    """The rules without those that shut the whole site, and Allow lines for the paths still shut."""
    kept = [rule for rule in rules if not ("/" in paths and rule.key == "disallow" and rule.value in ("/", "/*", "*"))]
    shut = [path for path in paths if not allowed(kept, path)]
    opened = [("Allow", path) for path in (["/"] if len(kept) < len(rules) else []) + shut]
    return [*dict.fromkeys(opened), *((rule.key.capitalize(), rule.value) for rule in kept)]


def _newline(lines: Sequence[Line]) -> str:
    return "\r\n" if lines and lines[0].text.endswith("\r\n") else "\n"


def _in_place(lines: list[Line], named: Sequence[Group], mended: Sequence[tuple[str, str]]) -> str:
    """The bot's own group with its rules replaced where they differ; everything else as it was."""
    newline = _newline(lines)
    wanted = list(mended)
    stays: set[int] = set()
    for group in named:
        for rule in group.rules:
            pair = (rule.key.capitalize(), rule.value)
            if pair in wanted:
                wanted.remove(pair)
                stays.add(rule.nth)
    gone = {rule.nth for group in named for rule in group.rules} - stays
    parts: list[str] = []
    for line in lines:
        if line.nth not in gone:
            ended = line.text if line.text.endswith(("\n", "\r")) else line.text + newline
            parts.append(ended if line.nth == named[0].last_agent else line.text)
        if line.nth == named[0].last_agent:
            parts += [f"{key}: {value}{newline}" for key, value in wanted]
    return "".join(parts)


def _with_group(lines: list[Line], token: str, rules: Sequence[tuple[str, str]]) -> str:
    newline = _newline(lines)
    text = "".join(line.text for line in lines)
    if text and not text.endswith(("\n", "\r")):
        text += newline
    body = "".join(f"{key}: {value}{newline}" for key, value in rules)
    return f"{text}{newline if text else ''}{_COMMENT}{newline}User-agent: {token}{newline}{body}"
