"""How a visit came: channel, network and the evidence for it, by the order in which evidence is trusted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from typing import Final, NamedTuple

from footfall.flywheel.address import NOTHING, parted
from footfall.flywheel.event import Channel, How
from footfall.flywheel.memory import Share
from footfall.flywheel.sources import aliases, channel_of, known, table

LONGEST: Final = 64
"""Characters of a network's or a campaign's name."""
CONTROLS: Final = frozenset(("copy", "native", "dark", "button", "link", "qr"))
"""How a share was made where that tells no network."""


class Source(NamedTuple):
    """How a visit came, and what said so."""

    net: str
    chan: Channel
    how: How
    campaign: str = ""
    said: str = ""
    """The evidence itself: a parameter with its value, a host, a part of the agent string."""
    rule: str = ""
    """The entry of the list that fitted."""


NO_EVIDENCE: Final = Source("", Channel.DIRECT, How.NONE)


class Evidence(NamedTuple):
    """What there is beside a token, in the order of trust."""

    address: Source | None
    """UTM parameters, else a click id."""
    referrer: Source | None
    app: Source | None


def classify(
    referrer: str, *, inapp: str = "", asked: Mapping[str, str] = NOTHING, share: Share | None = None,
    own: Collection[str] = (), here: str = "",
) -> Source:  # fmt: skip
    """How a visit came; never raises.

    Args:
        referrer: the address it came from.
        inapp: network whose in-app browser it is.
        asked: the parameters of the page's address, names in lower case.
        share: the share or delivery whose token it brought.
        own: the site's hosts; coming from them is no source.
        here: the page's host, another one of them.
    """
    found = weigh(referrer, inapp=inapp, asked=asked, own=own, here=here)
    return by_token(share, found) if share else without_token(found)


def weigh(
    referrer: str, *, inapp: str = "", asked: Mapping[str, str] = NOTHING, own: Collection[str] = (), here: str = ""
) -> Evidence:
    """All evidence beside a token; see `classify`."""
    host, path = referring(referrer)
    return Evidence(
        (by_utm(asked) or by_click_id(asked)) if asked else None,
        by_referrer(host, path) if host and not is_own(host, own) and host != _bare(here) else None,
        by_app(inapp) if inapp else None,
    )


def without_token(found: Evidence) -> Source:
    """The first evidence decides. UTM parameters without a source leave the network to the next."""
    if found.address is None:
        return found.referrer or found.app or NO_EVIDENCE
    if found.address.net:
        return found.address
    return found.address._replace(net=next((other.net for other in found[1:] if other), ""))


def by_token(share: Share, found: Evidence) -> Source:
    """A token decides the channel. The network too, if it was shared to one; else the next evidence names it."""
    net = "" if share.net in CONTROLS else share.net
    net = net or next((other.net for other in found if other and _is_network(other)), "")
    campaign = share.campaign or (found.address.campaign if found.address else "")
    return Source(net, Channel(share.chan), How.TOKEN, campaign)


def by_utm(asked: Mapping[str, str]) -> Source | None:
    """utm_source names the network, utm_medium the channel; where it doesn't, the network's kind does."""
    if "utm_source" not in asked and "utm_medium" not in asked and "utm_campaign" not in asked:
        return None
    net = network(asked.get("utm_source", ""))
    medium = slug(asked.get("utm_medium", ""))
    campaign = slug(asked.get("utm_campaign", ""))
    if not (net or medium or campaign):
        return None
    chan = channel_of_medium(medium)
    if chan is None or (chan is Channel.REFERRAL and channel_of(net) not in (None, Channel.SEARCH)):
        chan = channel_of(net) or Channel.REFERRAL
    said = " ".join(f"{name}={asked[name][:LONGEST]}" for name in ("utm_source", "utm_medium") if name in asked)
    return Source(net, chan, How.UTM, campaign, said or f"utm_campaign={campaign}")


def by_click_id(asked: Mapping[str, str]) -> Source | None:
    """A click id proves the network; only those that advertisements alone carry prove that the visit was paid for."""
    for name, of in _clicks().items():
        if asked.get(name):
            net = str(of["net"])
            organic = channel_of(net) or Channel.REFERRAL
            return Source(net, Channel.PAID if of["paid"] else organic, How.CLICK_ID, said=name)
    return None


@lru_cache(1_000)
def by_app(inapp: str) -> Source:
    """An app's own browser without any other evidence: somebody followed a link in that app."""
    return Source(inapp, channel_of(inapp) or Channel.SOCIAL, How.IN_APP, said=inapp)


@lru_cache(10_000)
def by_referrer(host: str, path: str) -> Source:
    """Whom the lists know the host as; a stranger is a referral of its own name."""
    found = known(host, path)
    if found is None:
        return Source(host[:255], Channel.REFERRAL, How.REFERRER, said=host)
    return Source(found.net, found.chan, How.REFERRER, said=host, rule=found.rule)


def referring(referrer: str) -> tuple[str, str]:
    """Host and path of a referrer; of an Android app `android-app:` and its package; "" for what is no address."""
    if not referrer:
        return "", ""
    parts = parted(referrer.partition("?")[0])
    if parts.scheme == "android-app":
        package = referrer.strip()[len("android-app://") :].partition("/")[0][:255]
        return (f"android-app:{package}", "") if package else ("", "")
    if parts.scheme not in ("http", "https"):
        return "", ""
    return parts.host.removeprefix("www."), parts.path


@lru_cache(10_000)
def _bare(host: str) -> str:
    return host.removeprefix("www.")


def is_own(host: str, own: Collection[str]) -> bool:
    """Whether a host, without www., is one of the site's; www. makes no difference."""
    return host in own or f"www.{host}" in own


def network(text: str) -> str:
    """The id of the network that somebody calls so; the text itself, as a slug, where no list knows it."""
    word = slug(text)
    if not word:
        return ""
    if found := aliases().get(word):
        return found
    if "." in word:
        host = parted(word if "//" in word else f"https://{word}").host
        if of := known(_bare(host)):
            return of.net
    return word


def channel_of_medium(medium: str) -> Channel | None:
    """The channel that utm_medium, or a link's own medium, names; None where it says nothing."""
    return _mediums().get(medium)


@lru_cache(10_000)
def slug(text: str) -> str:
    """A name as it is compared: lower case, no blanks around, printable, at most 64 characters."""
    return "".join(letter for letter in text.strip().lower() if letter.isprintable())[:LONGEST]


@cache
def _mediums() -> dict[str, Channel]:
    return {word: Channel[name.upper()] for name, words in table("words")["mediums"].items() for word in words}


@cache
def _clicks() -> dict[str, dict[str, object]]:
    return dict(table("words")["clicks"])


def _is_network(source: Source) -> bool:
    return source.chan is not Channel.REFERRAL or source.how is How.UTM
