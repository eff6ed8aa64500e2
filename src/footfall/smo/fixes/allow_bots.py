"""Lets preview bots in by robots.txt, as narrowly as it goes.

A bot that a group names is let in there; a bot that only `*` concerns gets a group of its own, which repeats the
rules of `*` that don't stand in the way: a group of its own makes a bot ignore `*` (RFC 9309 section 2.2.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from footfall.smo.fixes.model import Fixer
from footfall.smo.fixes.robots import Group, Line, allowed, groups, newline_of, read_lines, shut_by

FIXER = Fixer(
    "allow-bots",
    ("crawl-robots-page", "crawl-robots-image"),
    "Adds Allow lines to robots.txt for preview bots and preview pictures.",
    order=100,
)
Pair = tuple[str, str]
_EVERYTHING: Final = ("/", "/*", "*")
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
    wanted = list(dict.fromkeys(tokens))
    known = {agent for group in groups(read_lines(text)) for agent in group.agents}
    for token in wanted:
        if token.lower() in known:
            text = _let_in_named(text, token, paths)
    return _let_in_others(text, [token for token in wanted if token.lower() not in known], paths)


def _let_in_named(text: str, token: str, paths: Sequence[str]) -> str:
    """For a bot that some group names: its own group mended, or one before all others that its shared groups add to."""
    lines = read_lines(text)
    named = [group for group in groups(lines) if token.lower() in group.agents]
    rules = [rule for group in named for rule in group.rules]
    if all(allowed(rules, path) for path in paths):
        return text
    if all(group.certain and set(group.agents) == {token.lower()} for group in named):
        return _in_place(lines, named, _mended(rules, paths))
    return _with_group(lines, [token], _allowing(rules, paths), first=True)


def _let_in_others(text: str, tokens: Sequence[str], paths: Sequence[str]) -> str:
    """For bots that only `*` concerns: one group for all of them."""
    lines = read_lines(text)
    known = groups(lines)
    rules = [rule for group in known if "*" in group.agents for rule in group.rules]
    if not tokens or all(allowed(rules, path) for path in paths):
        return text
    return _with_group(lines, tokens, _mended(rules, paths), first=bool(known) and not known[-1].rules)


def _mended(rules: Sequence[Line], paths: Sequence[str]) -> list[Pair]:
    """The rules without those that shut the whole site, and Allow lines for the paths still shut."""
    kept = [rule for rule in rules if not ("/" in paths and rule.key == "disallow" and rule.value in _EVERYTHING)]
    opened = [("Allow", "/")] if len(kept) < len(rules) else []
    return [*dict.fromkeys([*opened, *_allowing(kept, paths)]), *((rule.key.capitalize(), rule.value) for rule in kept)]


def _allowing(rules: Sequence[Line], paths: Sequence[str]) -> list[Pair]:
    """Allow lines for the paths that are shut, each as long as the longest rule in its way: the longest decides."""
    found = []
    for path in paths:
        length = shut_by(rules, path)
        if length:
            found.append(("Allow", path.ljust(length, "*")))
    return found


def _in_place(lines: list[Line], named: Sequence[Group], mended: Sequence[Pair]) -> str:
    """The bot's own group with its rules replaced where they differ; everything else as it was."""
    newline = newline_of(lines)
    wanted = list(mended)
    stays: set[int] = set()
    for rule in (rule for group in named for rule in group.rules):
        if (rule.key.capitalize(), rule.value) in wanted:
            wanted.remove((rule.key.capitalize(), rule.value))
            stays.add(rule.nth)
    gone = {rule.nth for group in named for rule in group.rules} - stays
    parts: list[str] = []
    for line in lines:
        if line.nth not in gone:
            parts.append(line.text)
        if line.nth == named[0].last_agent:
            parts += [f"{key}: {value}{newline}" for key, value in wanted]
    return "".join(parts)


def _with_group(lines: Sequence[Line], tokens: Sequence[str], rules: Sequence[Pair], *, first: bool) -> str:
    """The file with a new group at its end, or `first`, where readers must meet it before the others."""
    newline = newline_of(lines)
    agents = [("User-agent", token) for token in tokens]
    group = f"{_COMMENT}{newline}" + "".join(f"{key}: {value}{newline}" for key, value in (*agents, *rules))
    text = "".join(line.text for line in lines)
    if not first:
        gap = "" if not text else newline if text.endswith(("\n", "\r")) else newline * 2
        return f"{text}{gap}{group}"
    at = next(line.nth for line in lines if line.key == "user-agent")
    while at and lines[at - 1].text.lstrip().startswith("#"):
        at -= 1
    before, behind = ("".join(line.text for line in part) for part in (lines[:at], lines[at:]))
    return f"{before}{group}{newline}{behind}"
