"""Preview bots get another answer than a browser does.

Looks at: the same page fetched with a browser's agent string and with those of preview bots: status, og: and twitter:
tags.

Why it matters: firewalls and bot protection refuse bots by name, with a status or with a page that holds a puzzle.
The author's browser shows a perfect page while every card stays empty.

Bad:
    Mozilla/5.0 … Chrome: 200; facebookexternalhit/1.1: 403

Good:
    the same status and the same tags for all

Sources: weserv/images#379 (2026-11-22); developers.facebook.com, Sharing, crawler (2026-11-22).
"""

from __future__ import annotations

from collections.abc import Iterable

from footfall.page.facts import BotView
from footfall.smo.agents import consumers_of_agent, name_of
from footfall.smo.judging.wording import listed
from footfall.smo.rule import NOT_APPLICABLE, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("crawl-ua-differential", Severity.CRITICAL, Fix.MANUAL)

WANTED = ("og:title", "og:description", "og:image", "twitter:title", "twitter:description", "twitter:image")
"""Tags that make a card. Others, and the values of picture addresses, change between requests for good reasons."""


def check(subject: Subject) -> Outcome:
    views = subject.facts.bots
    if views is None or len(views) < 2:
        return Unknown("The page was not fetched as preview bots do, so nobody knows whether they get the same answer.")
    browser, *bots = views
    if browser.fault is not None or browser.status != 200:
        return NOT_APPLICABLE
    refused = [bot for bot in bots if bot.fault is not None or bot.status != 200]
    robbed = {bot.agent: missing for bot in bots if bot not in refused and (missing := _missing(browser, bot))}
    return [*_refusals(refused), *_robberies(robbed), *_other_titles(browser, bots, {*robbed, *_agents(refused)})]


def _refusals(refused: list[BotView]) -> Iterable[Finding]:
    """One finding for each way of refusing."""
    ways: dict[str, list[str]] = {}
    for bot in refused:
        way = f"no answer, because {bot.fault.value}," if bot.fault else f"status {bot.status}"
        ways.setdefault(way, []).append(bot.agent)
    for way, agents in ways.items():
        yield Finding(
            message=f"A browser gets the page, but there is {way} for {_names(agents)}, so links show no card there.",
            advice="Exempt these agent strings from the firewall, the bot protection or the rate limit.",
            excerpt=agents[0][:160],
            consumers=_consumers(agents),
        )


def _robberies(robbed: dict[str, tuple[str, ...]]) -> Iterable[Finding]:
    """One finding for all bots that lack the same tags."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for agent, missing in robbed.items():
        groups.setdefault(missing, []).append(agent)
    for missing, agents in groups.items():
        yield Finding(
            message=f"The page for {_names(agents)} lacks {listed(missing)}, which a browser does get.",
            advice="Serve bots the same page; look for a puzzle page, a consent wall or a cache that varies by agent.",
            excerpt=agents[0][:160],
            consumers=_consumers(agents),
        )


def _other_titles(browser: BotView, bots: list[BotView], told: set[str]) -> Iterable[Finding]:
    title = _first(browser, "og:title")
    agents = [bot.agent for bot in bots if bot.agent not in told and title and _first(bot, "og:title") != title]
    if agents:
        yield Finding(
            message=f"The page for {_names(agents)} has another og:title than a browser gets, so cards announce that.",
            advice="Serve bots and people the same tags, in one language.",
            severity=Severity.HIGH,
            excerpt=agents[0][:160],
            consumers=_consumers(agents),
        )


def _missing(browser: BotView, bot: BotView) -> tuple[str, ...]:
    """Tags that the browser gets and the bot doesn't. A bot that gets more is served well."""
    if bot.tags == browser.tags:
        return ()
    has = {name for name, value in bot.tags if value.strip()}
    return tuple(name for name in WANTED if name not in has and _first(browser, name))


def _first(view: BotView, tag: str) -> str:
    return next((value.strip() for name, value in view.tags if name == tag), "")


def _agents(views: list[BotView]) -> set[str]:
    return {view.agent for view in views}


def _names(agents: list[str]) -> str:
    return listed(dict.fromkeys(name_of(agent) for agent in agents))


def _consumers(agents: list[str]) -> tuple[str, ...] | None:
    return tuple(sorted({name for agent in agents for name in consumers_of_agent(agent)})) or None
