"""Tokens and agent strings of preview bots, and whose they are."""

from __future__ import annotations

import pytest

from footfall.smo.agents import (
    BROWSER_AGENT,
    TOKENS,
    bot_agent_strings,
    consumers_of_agent,
    consumers_of_tokens,
    name_of,
    preview_agents,
)
from footfall.smo.previews import profiles


def test_each_token_is_asked_for_once_whatever_its_spelling() -> None:
    lower = [token.lower() for token in preview_agents()]
    assert len(lower) == len(set(lower))
    assert {token.lower() for token in TOKENS} <= set(lower)


def test_every_token_that_a_profile_names_is_asked_for() -> None:
    named = {profile.text("agent.robots") for profile in profiles().values()} - {""}
    assert named <= set(preview_agents())


def test_a_browser_is_tried_first_and_every_bot_once() -> None:
    strings = bot_agent_strings()
    assert strings[0] == BROWSER_AGENT
    assert len(strings) == len(set(strings))
    assert {profile.text("agent.string") for profile in profiles().values()} - {""} == set(strings[1:])


def test_every_bot_that_is_tried_belongs_to_somebody() -> None:
    assert all(consumers_of_agent(agent) for agent in bot_agent_strings()[1:])
    assert consumers_of_agent(BROWSER_AGENT) == ()


@pytest.mark.parametrize(
    ("tokens", "consumers"),
    [
        ([], ()),
        (["SomebodyElse"], ()),
        (["twitterbot"], ("x",)),
        (["Slackbot", "Twitterbot"], ("slack", "x")),
    ],
)
def test_a_token_belongs_to_its_consumers(tokens: list[str], consumers: tuple[str, ...]) -> None:
    assert consumers_of_tokens(tokens) == consumers


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "facebookexternalhit"),
        ("Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)", "Discordbot"),
        ("TelegramBot (like TwitterBot)", "TelegramBot"),
        ("Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)", "Bluesky Cardyb"),
        ("Curious/1.0 (a stranger)", "Curious"),
    ],
)
def test_an_agent_string_has_a_short_name(agent: str, name: str) -> None:
    assert name_of(agent) == name
