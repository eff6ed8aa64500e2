"""What routes about insights take and answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from footfall.apps.accounts.api.shapes import LARGEST_ID, NO_NUL, Id, Sent, Shown
from footfall.apps.insights.scope import LONGEST, OLDEST, Against
from footfall.flywheel.event import Channel, Device

Word = Annotated[str, StringConstraints(max_length=100, pattern=NO_NUL)]


class ScopeIn(Sent):
    """Whose events, of which days. Days are days in UTC, both ends included; today counts until now."""

    site: Id
    days: Annotated[int, Field(ge=1, le=LONGEST)] = 28
    """Up to today; `from` and `to` go before."""
    first: Annotated[date, Field(ge=OLDEST)] | None = Field(None, alias="from")
    last: Annotated[date, Field(ge=OLDEST)] | None = Field(None, alias="to")
    against: Against = Against.BEFORE
    """With what figures are compared: the period before, the same weekdays a year before, nothing."""
    path: Annotated[str, StringConstraints(max_length=1000, pattern=NO_NUL)] = ""
    net: Word = ""
    """Id of a network, search engine, assistant or mail service; the host of another site."""
    chan: Annotated[int, Field(ge=0, le=max(Channel))] | None = None
    """0 direct, 1 own posts and links, 2 ads, 3 visitors' shares, 4 networks, 5 search, 6 AI, 7 mail, 8 others."""
    campaign: Word = ""
    post: Annotated[int, Field(ge=0, le=LARGEST_ID)] | None = None
    device: Annotated[int, Field(ge=0, le=max(Device))] | None = None
    """0 unknown, 1 computer, 2 phone, 3 tablet."""
    country: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")] = ""
    gen: Annotated[int, Field(ge=0, le=32_767)] | None = None
    """Generation in the share tree."""


class EstimateOut(Shown):
    """A figure with its 90 % interval."""

    value: float
    low: float
    high: float | None
    """Null where nothing bounds it."""
    n: int
    """Observations behind it."""


class FigureOut(Shown):
    """A count against that of another period."""

    value: int
    before: int | None
    """Null where nothing was asked to compare with."""
    ratio: float | None
    """Counts per day by those of the other period; today, which is not over, is left out."""
    low: float | None
    high: float | None
    clear: bool
    """More than chance: the interval excludes 1."""


class DayOut(Shown):
    day: date
    attention: int
    """How often own links were followed."""
    visits: int
    views: int
    shares: int
    share_visits: int
    leads: int


class LoopOut(Shown):
    """The loop: four figures, leads, K."""

    attention: FigureOut
    visits: FigureOut
    shares: FigureOut
    share_visits: FigureOut
    leads: FigureOut
    share_rate: EstimateOut
    """Shares a view."""
    k: EstimateOut
    """Further shares a share, over shares at least 7 days old."""
    days: list[DayOut]


class SourceOut(Shown):
    """A social network, by whichever channel its visits came."""

    net: str
    name: str
    visits: int
    visits_before: int | None
    shares: int
    leads: int
    part: EstimateOut
    """Of all visits from social networks."""
    evidence: dict[str, int]
    """Visits by the evidence that names the network."""


class ChannelOut(Shown):
    chan: int
    name: str
    visits: int
    visits_before: int | None
    shares: int
    leads: int


class SourcesOut(Shown):
    networks: list[SourceOut]
    channels: list[ChannelOut]
    unknown_inner_page: EstimateOut
    """Part of all visits that came without evidence, straight to an inner page."""
    dark_shares: EstimateOut | None
    """Estimated part of all shares that nobody saw being made; null while nothing can be said."""


class PageFiguresOut(Shown):
    path: str
    views: int
    visits: int
    search_visits: int
    shares: int
    shares_before: int | None
    share_rate: EstimateOut
    """Shares a view, drawn towards the site's mean where little was seen."""
    share_visits: int
    leads: int


class ShareOut(Shown):
    """A share, or a link of yours that went out, in the tree."""

    token: str
    parent: str
    """"" at a root."""
    root: str
    generation: int
    at: datetime
    path: str
    net: str
    is_own_link: bool
    visits: int
    """That it brought itself."""


class CampaignOut(Shown):
    campaign: str
    chan: int
    net: str
    clicks: int
    fetches: int
    """By programs."""
    visits: int
    shares: int
    leads: int


class StepsOut(Shown):
    attention: int
    visits: int
    sharers: int
    shares: int
    share_visits: int
    leads: int
    share_leads: int


class FunnelOut(Shown):
    all: StepsOut
    own: StepsOut
    """Only what own links, posts and ads began; its leads and share leads add up."""
    all_before: StepsOut | None
    own_before: StepsOut | None


class WeekOut(Shown):
    first: date
    """A Monday."""
    k: EstimateOut


class SharingOut(Shown):
    """What a share brings."""

    k: EstimateOut
    """As measured: the lower bound."""
    k_corrected: EstimateOut
    """If every visit from a network without a token had lost one: the upper bound."""
    k_fresh: EstimateOut
    """Of shares too young to be counted."""
    amplification: EstimateOut | None
    """Shares in all per spontaneous one; null unless K is below 1 for sure."""
    cycle_days: float
    """Median from a share to the shares it brings."""
    token_survival: dict[str, EstimateOut]
    """By network, the part of visits that carried a token."""
    weeks: list[WeekOut]


class EvergreenOut(Shown):
    path: str
    search_visits: int
    shares: int
    expected: float
    """Shares of other pages with as many search visits."""
    ratio: EstimateOut
    search_clicks: int | None
    """As imported from a search engine."""
    search_impressions: int | None


class CreditOut(Shown):
    """A channel's part of the conversions by four models: association, not cause."""

    channel: str
    touched: int
    last: float
    position: float
    markov: float
    shapley: float
