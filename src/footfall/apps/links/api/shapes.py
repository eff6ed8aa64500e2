"""What is sent and answered about short links and campaigns."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Query, Schema
from pydantic import AwareDatetime, Field, StringConstraints

from footfall.apps.accounts.api.shapes import NO_NUL, Address, Sent, Shown, Word
from footfall.apps.links.actions import Wish
from footfall.apps.links.addresses import landing_address, short_address
from footfall.apps.links.models import Campaign, Link

Code = Annotated[str, StringConstraints(max_length=64, pattern=NO_NUL)]
Label = Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL)]
Notes = Annotated[str, StringConstraints(max_length=2000, pattern=NO_NUL)]


class ShortLinkIn(Sent):
    """A link to make. What is left out follows from the network, the campaign and the workspace's conventions."""

    target: Address
    """A page of one of the workspace's sites, or at a host that its owners allowed."""
    network: Word = ""
    """Where it is put: `linkedin`, `x`, …, or a source of the workspace's own, such as `newsletter`."""
    campaign: Word = ""
    """Its short name."""
    code: Code = ""
    """An ending of your own; without one a random code."""
    host: Annotated[str, StringConstraints(max_length=253, pattern=NO_NUL)] = ""
    """A checked domain of the workspace; without one the desk's address."""
    label: Label = ""
    """Account or place."""
    source: Word = ""
    medium: Word = ""
    term: Word = ""
    content: Word = ""
    permanent: bool = False
    """301 instead of 302: browsers remember it, and later clicks are not counted."""
    ends_at: AwareDatetime | None = None
    notes: Notes = ""
    post: Annotated[int, Field(ge=0, le=2**63 - 1)] = 0
    """Number of a post of yours, by which its visits are counted."""
    as_written: bool = False
    """Words that look like typing errors are meant so."""

    def wish(self) -> Wish:
        return Wish(**self.dict())


class ShortLinksIn(Sent):
    """Many links to make at once: all of them, or none."""

    links: list[ShortLinkIn] = Field(min_length=1, max_length=1000)


class ShortLinkChange(Sent):
    """What is to change; the rest stays. What visits are counted by (network, campaign, words) can't."""

    target: Address | None = None
    state: Literal["on", "off"] | None = None
    permanent: bool | None = None
    ends_at: AwareDatetime | None = None
    """null takes the end away."""
    label: Label | None = None
    notes: Notes | None = None


class ShortLinkOut(Shown):
    """A short link."""

    id: int
    short: str
    """The address to post."""
    code: str
    host: str
    target: str
    landing: str
    """Where visitors land: the target with everything that the redirect adds."""
    token: str
    """What `?s=` carries: visits by this link are known by it."""
    state: Literal["on", "off", "gone"]
    permanent: bool
    ends_at: datetime | None
    site: int
    """For which its clicks are counted."""
    network: str
    campaign: str
    source: str
    medium: str
    term: str
    content: str
    label: str
    notes: str
    post: int
    made_at: datetime


class ShortLinkDay(Shown):
    """One day (UTC)."""

    day: date
    people: int
    programs: int


class ShortLinkNetwork(Shown):
    """Clicks from one network; "" where nobody knows."""

    network: str
    people: int
    programs: int


class ShortLinkPosted(Shown):
    """A network whose preview bot came for the link: somebody posted it there."""

    network: str
    since: datetime
    fetches: int


class ShortLinkClicks(Shown):
    """How often a link was followed, by people and by programs."""

    people: int
    programs: int
    latest: datetime | None
    """When a person last did."""
    days: list[ShortLinkDay]
    networks: list[ShortLinkNetwork]
    posted: list[ShortLinkPosted]


class LinkCampaignIn(Sent):
    """A campaign to make."""

    name: Annotated[str, StringConstraints(max_length=120, pattern=NO_NUL)]
    slug: Word = ""
    """Its short name, which stands in `utm_campaign`; without one the name gives it."""
    begins_on: date | None = None
    ends_on: date | None = None
    medium: Word = ""
    """What its links have where nobody chose another."""
    notes: Notes = ""


class LinkCampaign(Shown):
    """A campaign."""

    id: int
    slug: str
    name: str
    begins_on: date | None
    ends_on: date | None
    medium: str
    notes: str
    made_at: datetime


class Choice(Schema):
    """Which links are listed."""

    text: str = Field("", max_length=200, description="In code, target, label or notes.")
    campaign: str = Field("", max_length=100, description="Its short name.")
    network: str = Field("", max_length=100, description="Or another source.")
    state: Literal["", "on", "over", "off", "gone"] = Field("", description="Without one: all but deleted.")


InChoice = Query[Choice]


def shown(link: Link) -> dict[str, Any]:
    """A link as it is answered."""
    same = (
        "code",
        "host",
        "target",
        "token",
        "state",
        "permanent",
        "ends_at",
        "network",
        "label",
        "notes",
        "post",
        "made_at",
    )
    return {
        "id": link.pk,
        "short": short_address(link),
        "landing": landing_address(link),
        "site": link.site_id,
        **{name: getattr(link, name) for name in same},
        **{name: getattr(link, f"utm_{name}") for name in ("campaign", "source", "medium", "term", "content")},
    }


def campaign_shown(campaign: Campaign) -> dict[str, Any]:
    names = ("slug", "name", "begins_on", "ends_on", "notes", "made_at")
    return {"id": campaign.pk, "medium": campaign.utm_medium, **{name: getattr(campaign, name) for name in names}}
