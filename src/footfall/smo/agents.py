"""Who comes to draw a link: the robots tokens and agent strings of preview bots, read from the consumers' profiles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from footfall.smo.previews import Profile, profiles

TOKENS: Final[Mapping[str, tuple[str, ...]]] = {
    "facebookexternalhit": ("facebook", "messenger", "instagram", "threads"),
    "Twitterbot": ("x",),
    "LinkedInBot": ("linkedin",),
    "Slackbot": ("slack",),
    "Discordbot": ("discord",),
    "TelegramBot": ("telegram",),
    "WhatsApp": ("whatsapp",),
    "Pinterestbot": ("pinterest",),
    "redditbot": ("reddit",),
    "BlueskyPreviewBot": ("bluesky",),
    "Applebot": ("imessage",),
    "Mastodon": ("mastodon",),
}
"""Robots tokens of preview bots and whose they are: platforms' crawler pages and public agent lists, read 2026-11-22.

Profiles add to these; a profile's own token comes first where it differs in spelling only.
"""

BROWSER_AGENT: Final = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
)
"""An ordinary desktop browser (Chrome's reduced agent string, its form read 2026-11-22)."""

FIRST_ASKED: Final = ("facebook", "x", "linkedin", "slack", "discord", "whatsapp", "telegram", "mastodon")
"""Consumers whose bots are tried first: firewalls know these best, so a difference shows early."""


COMPATIBLE: Final = re.compile(r"compatible;\s*([^/;)]+)")
"""Where bots that begin like a browser say who they are."""


def preview_agents() -> tuple[str, ...]:
    """The robots tokens for which robots.txt has to be asked, each once, in a stable order."""
    found = {token.lower(): token for token in TOKENS}
    for profile in profiles().values():
        token = profile.text("agent.robots")
        if token:
            found[token.lower()] = token
    return tuple(found.values())


def bot_agent_strings() -> tuple[str, ...]:
    """The agent strings to fetch a page with: an ordinary browser first, then the preview bots, each once."""
    known = profiles()
    ordered = [known[name] for name in FIRST_ASKED if name in known]
    ordered += [profile for name, profile in known.items() if name not in FIRST_ASKED]
    strings = [profile.text("agent.string") for profile in ordered]
    return (BROWSER_AGENT, *dict.fromkeys(string for string in strings if string))


def consumers_of_tokens(tokens: Iterable[str]) -> tuple[str, ...]:
    """The consumers that read robots.txt under one of these tokens, in alphabetical order.

    A consumer whose profile says that it doesn't obey robots.txt is left out.
    """
    owners = _owners()
    known = profiles()
    found = {name for token in tokens for name in owners.get(token.lower(), ())}
    return tuple(sorted(name for name in found if name not in known or _may_obey(known[name])))


def obeyed(tokens: Iterable[str]) -> tuple[str, ...]:
    """Those of the tokens that matter because somebody obeys robots.txt under them, in alphabetical order."""
    return tuple(sorted((token for token in tokens if consumers_of_tokens((token,))), key=str.lower))


def consumers_of_agent(agent: str) -> tuple[str, ...]:
    """The consumers that fetch with this agent string, in alphabetical order; empty for a stranger."""
    same = {name for name, profile in profiles().items() if profile.text("agent.string") == agent}
    lower = agent.lower()
    hinted = {name for token, owners in TOKENS.items() if token.lower() in lower for name in owners}
    return tuple(sorted(same or hinted))


def name_of(agent: str) -> str:
    """A short name for an agent string in a sentence: the robots token it begins with or names first, else its own."""
    lower = agent.lower()
    tokens = [token for token in preview_agents() if token.lower() in lower]
    if tokens:
        return min(tokens, key=lambda token: lower.index(token.lower()))
    own = COMPATIBLE.search(agent)
    return (own[1] if own else agent.partition("/")[0].partition(" ")[0]).strip()[:40]


def _may_obey(profile: Profile) -> bool:
    return profile.leaf("agent.obeys").value is not False


@cache
def _owners() -> Mapping[str, tuple[str, ...]]:
    owners = {token.lower(): set(names) for token, names in TOKENS.items()}
    for name, profile in profiles().items():
        token = profile.text("agent.robots")
        if token:
            owners.setdefault(token.lower(), set()).add(name)
    return {token: tuple(sorted(names)) for token, names in owners.items()}
