"""Who asks: a person's browser, an app's, or a program; and whose preview fetcher it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from footfall.flywheel.event import Device
from footfall.smo.agents import TOKENS, name_of
from footfall.smo.previews import profiles

KEPT: Final = 50_000
"""Agents whose verdict is remembered."""
DATA: Final = Path(__file__).parent / "data"


class Agent(NamedTuple):
    """The verdict on an agent string."""

    bot: bool
    net: str
    """Whose preview fetcher it is."""
    inapp: str
    """Network whose in-app browser it is."""
    device: Device
    mark: str
    """The part of the string that decided; "" where nothing stood out."""


_CALLS_ITSELF: Final = re.compile(r"\+https?:|\(compatible;|bot\b|spider", re.IGNORECASE)
"""In an app's agent string words like Google are the phone's maker ("Google/google" on Pixels): a program has to say
more than that."""


@lru_cache(KEPT)
def judge(agent: str) -> Agent:
    """What an agent string says; never raises. An empty one says nothing."""
    lower = agent.lower()
    for mark, net in fetchers():
        if _fits(mark, lower):
            return Agent(True, net, "", Device.UNKNOWN, mark.strip("^$"))
    inapp, mark = _in_app(agent)
    found = _program(agent) if not inapp or _CALLS_ITSELF.search(agent) else ""
    if found:
        return Agent(True, "", "", Device.UNKNOWN, found)
    return Agent(False, "", inapp, _device(agent), mark)


def _fits(mark: str, agent: str) -> bool:
    if mark[0] != "^":
        return mark in agent
    return agent == mark[1:-1] if mark[-1] == "$" else agent.startswith(mark[1:])


@cache
def fetchers() -> tuple[tuple[str, str], ...]:
    """Marks in lower case and whose preview fetcher they tell; "^" in front: only where the string begins so,
    "$" behind: and is nothing else."""
    table = tomllib.loads((DATA / "fetchers.toml").read_text("utf-8"))
    own = {mark.lower(): net for net, marks in table["fetchers"].items() for mark in marks}
    own |= {mark.lower(): "" for mark in table["programs"]["marks"]}
    tokens = [(token.lower(), owners[0]) for token, owners in TOKENS.items()]
    consumers = ((name, profile.text("agent.string")) for name, profile in profiles().items())
    named = [(name_of(string).lower(), name) for name, string in consumers if string]
    anchored = tuple(mark for mark in own if mark[0] == "^")
    found = dict(own)
    for mark, net in [*tokens, *named]:
        if not any(start.startswith(f"^{mark}") for start in anchored):
            found.setdefault(mark, net)
    return tuple(found.items())


@cache
def _bots() -> Callable[[str], str | None] | None:
    try:
        from is_bot import Bots
    except ModuleNotFoundError:  # it comes with the desk; the command line does without
        return None
    known = Bots()
    return lambda agent: known.find(agent)


def complete() -> bool:
    """Whether the long list of programs is there: is-bot, which comes with `footfall[desk]`."""
    return _bots() is not None


def _program(agent: str) -> str:
    find = _bots()
    return (find(agent) or "") if find else ""


@cache
def _apps() -> tuple[re.Pattern[str], dict[str, str]]:
    table = tomllib.loads((DATA / "inapp.toml").read_text("utf-8"))["apps"]
    names = {f"n{number}": net for number, net in enumerate(table)}
    parts = [f"(?P<{group}>{'|'.join(table[net])})" for group, net in names.items()]
    return re.compile("|".join(parts)), names


def _in_app(agent: str) -> tuple[str, str]:
    pattern, names = _apps()
    found = pattern.search(agent)
    return (names[found.lastgroup], found[0]) if found and found.lastgroup else ("", "")


_TABLET: Final = re.compile(r"iPad|Tablet|PlayBook|Silk/|Kindle|SM-[TX]\d")
_PHONE: Final = re.compile(r"iPhone|iPod|Mobi|Phone|BlackBerry|Opera Mini|Dalvik")
_DESKTOP: Final = re.compile(r"Windows NT|Macintosh|X11|CrOS|Linux")


def _device(agent: str) -> Device:
    """Android says Mobile on phones alone. iPads that ask for desktop pages look like a Mac, and are counted as one."""
    if _TABLET.search(agent):
        return Device.TABLET
    if _PHONE.search(agent):
        return Device.PHONE
    if "Android" in agent:
        return Device.TABLET
    return Device.DESKTOP if _DESKTOP.search(agent) else Device.UNKNOWN
