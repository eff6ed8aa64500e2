"""Why a visit counts as what it counts: every piece of evidence, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from footfall.flywheel.address import Page, page_of
from footfall.flywheel.agents import Agent, complete, judge
from footfall.flywheel.classify import (
    Source,
    by_app,
    by_click_id,
    by_referrer,
    by_utm,
    classify,
    is_own,
    referring,
)
from footfall.flywheel.event import Channel, Device, How
from footfall.flywheel.sources import called, known, table
from footfall.flywheel.token import PARAMETER, is_made

CHANNELS: Final = {
    Channel.DIRECT: "direct",
    Channel.POST: "our own post",
    Channel.PAID: "paid",
    Channel.SHARED: "shared by a visitor",
    Channel.SOCIAL: "organic social",
    Channel.SEARCH: "search",
    Channel.AI: "AI assistant",
    Channel.EMAIL: "e-mail",
    Channel.REFERRAL: "referral",
}
EVIDENCE: Final = {
    How.NONE: "none",
    How.TOKEN: "token",
    How.UTM: "UTM parameters",
    How.CLICK_ID: "click id",
    How.REFERRER: "referrer",
    How.IN_APP: "in-app browser",
}
LISTS: Final = {
    "added": "our additions to the list of social networks",
    "social": "the list of social networks",
    "assistants": "the list of AI assistants",
    "mail": "the list of mail services",
    "search": "the list of search engines",
}


class Explained(NamedTuple):
    """A visit judged, and why."""

    source: Source
    others: tuple[Source, ...]
    """Evidence that was there and didn't decide, in the order of trust."""
    agent: Agent
    page: Page
    sentences: tuple[str, ...]


def explain(referrer: str, *, agent: str = "", url: str = "") -> Explained:
    """What a visit to `url` from `referrer` by `agent` counts as, outside of any site's rules; never raises."""
    page = page_of(url)
    verdict = judge(agent)
    source = classify(referrer, inapp=verdict.inapp, asked=page.asked, here=page.host)
    found = tuple(_weighed(referrer, verdict, page))
    others = tuple(other for other in found if other.how is not source.how)
    told = [*_of_agent(agent, verdict), *_of_source(source, verdict, referrer, page)]
    told += [*_of_others(others), *_of_page(url, page)]
    return Explained(source, others, verdict, page, tuple(told))


def _weighed(referrer: str, agent: Agent, page: Page) -> Iterator[Source]:
    host, path = referring(referrer)
    found = (
        by_utm(page.asked),
        by_click_id(page.asked),
        by_referrer(host, path) if host and not is_own(host, (page.host,)) else None,
        by_app(agent.inapp) if agent.inapp else None,
    )
    return (source for source in found if source)


def _of_agent(text: str, agent: Agent) -> Iterator[str]:
    if not text:
        return
    if agent.bot and agent.net:
        yield (
            f"The agent is a program: {called(agent.net)}'s preview fetcher (“{agent.mark}”). It counts as no visit; "
            f"on a short link or a shared address it tells that the link was posted on {called(agent.net)}."
        )
    elif agent.bot:
        yield f"The agent is a program (“{agent.mark}”). It counts as no visit."
    else:
        device = "" if agent.device is Device.UNKNOWN else f" on a {agent.device.name.lower()}"
        inside = f", inside {called(agent.inapp)}'s app (“{agent.mark}”)" if agent.inapp else ""
        yield f"The agent is a person's browser{device}{inside}."
        if not complete():
            yield (
                "Only preview fetchers and well-known programs were looked for: the long list of programs comes with "
                "`pip install 'footfall[desk]'`."
            )


def _of_source(source: Source, agent: Agent, referrer: str, page: Page) -> Iterator[str]:
    if is_made(page.asked.get(PARAMETER, "")):
        yield (
            "The address carries a share token. The event store, which knows whose share it is, trusts it before "
            "everything below."
        )
    if agent.bot:
        yield "Were it a person's visit, it would count as follows."
    name = f"{called(source.net)}, " if source.net else ""
    yield f"The visit counts as {name}{CHANNELS[source.chan]}. Evidence: {EVIDENCE[source.how]}."
    yield _because(source, referrer, page)


def _because(source: Source, referrer: str, page: Page) -> str:
    if source.how is How.UTM:
        return f"The address says so itself: {source.said}."
    if source.how is How.CLICK_ID:
        paid = "advertisements alone carry it" if source.chan is Channel.PAID else "posts and advertisements carry it"
        return f"The address carries {source.said}, which {called(source.net)} adds; {paid}."
    if source.how is How.REFERRER:
        return _by_list(source, referrer)
    if source.how is How.IN_APP:
        return "Nothing else tells where it came from, but the browser is that of the app."
    return _nothing(referrer, page)


def _by_list(source: Source, referrer: str) -> str:
    found = known(*referring(referrer))
    if found is None:
        return f"The referrer {source.said} is on no list: another website, called by its host."
    about = table(found.list)["about"]
    return f"The referrer {source.said} is in {LISTS[found.list]} as {found.rule} ({about['source']}, {about['date']})."


def _nothing(referrer: str, page: Page) -> str:
    host, _ = referring(referrer)
    if host and is_own(host, (page.host,)):
        return f"The referrer {host} is the site itself, which is no source."
    if referrer and not host:
        return "The referrer is no web address, so it tells nothing."
    return (
        "Without a referrer or parameters nobody can tell: typed, a bookmark, or a copied link. Footfall's tokens in "
        "shared links show the last."
    )


def _of_others(others: tuple[Source, ...]) -> Iterator[str]:
    for other in others:
        name = f"{called(other.net)}, " if other.net else ""
        says = f"{name}{CHANNELS[other.chan]}"
        yield f"Passed over, as it is trusted less: {EVIDENCE[other.how]} ({other.said}) would say {says}."


def _of_page(url: str, page: Page) -> Iterator[str]:
    if url:
        on = f" on {page.host}" if page.host else ""
        yield f"The page is counted as {page.path}{on}, unless the site's rules keep parameters."
