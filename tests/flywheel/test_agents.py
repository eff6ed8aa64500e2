"""Agents: fetchers and whose they are, programs, apps' browsers, devices."""

from __future__ import annotations

from pathlib import Path

import pytest

from footfall.flywheel.agents import fetchers, judge
from footfall.flywheel.event import Device
from footfall.smo.previews import profiles


def listed(name: str) -> list[list[str]]:
    lines = (Path(__file__).parent / "agents" / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


IN_APP = listed("in_app.txt")
META = {"facebook", "messenger", "instagram", "threads"}
"""They all fetch as facebookexternalhit: nobody can tell them apart, so the fetch is called Facebook's."""


def test_there_are_enough_real_agents_of_apps() -> None:
    assert len({agent for _, _, agent in IN_APP}) == len(IN_APP) >= 100


@pytest.mark.parametrize(("net", "device", "agent"), IN_APP)
def test_people_in_apps_are_no_programs(net: str, device: str, agent: str) -> None:
    found = judge(agent)
    assert (found.bot, found.inapp, found.device.name.lower()) == (False, net.strip("-"), device)


@pytest.mark.parametrize(("device", "agent"), [*listed("people.txt"), ("unknown", "")])
def test_people_and_their_devices(device: str, agent: str) -> None:
    assert judge(agent)[:4] == (False, "", "", Device[device.upper()])


@pytest.mark.parametrize("name", [name for name, profile in profiles().items() if profile.text("agent.string")])
def test_every_preview_fetcher_is_told_from_its_profile(name: str) -> None:
    found = judge(profiles()[name].text("agent.string"))
    assert found.bot
    assert found.net == ("facebook" if name in META else name)


@pytest.mark.parametrize(
    ("agent", "net"),
    [
        ("WhatsApp/2", "signal"),
        ("WhatsApp/2.23.20.0 A", "whatsapp"),
        ("TelegramBot (like TwitterBot)", "telegram"),
        ("Slackbot 1.0 (+https://api.slack.com/robots)", "slack"),
        ("Slack-ImgProxy (+https://api.slack.com/robots)", "slack"),
        ("http.rb/5.1.1 (Mastodon/4.2.1; +https://mastodon.example/) Bot", "mastodon"),
        ("Pleroma 2.5.0; https://pleroma.example <a@b.example>", "pleroma"),
        ("Misskey/2024.5.0 (https://misskey.example)", "misskey"),
        ("kakaotalk-scrap/1.0; +https://devtalk.kakao.com/", "kakaotalk"),
        ("Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)", "vk"),
        ("Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5", "skype"),
        ("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)", ""),
        (
            "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0; +https://openai.com/bot",
            "",
        ),
        ("meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)", ""),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", ""),
        ("Mozilla/5.0 (Applebot/0.1; +http://www.apple.com/go/applebot)", ""),
        ("Pinterest/0.2 (+http://www.pinterest.com/bot.html)", ""),
        ("curl/8.5.0", ""),
        ("python-requests/2.32.3", ""),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/131.0.0.0 Safari/537.36", ""),
    ],
)
def test_programs_and_whose_they_are(agent: str, net: str) -> None:
    found = judge(agent)
    assert (found.bot, found.net, found.inapp, found.device) == (True, net, "", Device.UNKNOWN)
    assert found.mark


def test_every_mark_of_a_fetcher_can_be_met() -> None:
    for mark, net in fetchers():
        found = judge(mark.strip("^$"))
        assert found.bot, mark
        assert found.net == net or mark in found.mark or found.mark in mark


def test_crawlers_that_others_list() -> None:
    """The instances in the list crawler-user-agents, which is no source of our patterns: 99 of 100 are known."""
    others = pytest.importorskip("crawleruseragents", reason="the list crawler-user-agents is not installed")
    agents = {agent for entry in others.CRAWLER_USER_AGENTS_DATA for agent in entry.get("instances", [])}
    missed = [agent for agent in agents if not judge(agent).bot]
    assert len(agents) > 1_000
    assert len(missed) <= 0.01 * len(agents), missed
