"""What the network said about a page: values that `wire` collects and the engines read.

`None` always means "nobody asked": a rule that needs the fact answers unknown, never pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect on the way: the address that answered, its status, where it pointed."""

    url: str
    status: int
    location: str


@dataclass(frozen=True, slots=True)
class Response:
    """The answer that brought the page. Header names are lower case; times in seconds; sizes in bytes."""

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    hops: tuple[Hop, ...] = ()
    first_byte: float | None = None
    elapsed: float | None = None
    wire_bytes: int | None = None
    cut: bool = False
    """The body was longer than the limit and was cut there."""

    def header(self, name: str) -> str:
        return self.headers.get(name, "")


class Fault(StrEnum):
    """Why a fetch brought nothing. The value is what a person reads after "because"."""

    DNS = "its host name was not found"
    REFUSED = "nothing answered at its address"
    TIMEOUT = "it took too long"
    TLS = "its certificate could not be trusted"
    LOOP = "it redirects in a circle"
    TOO_MANY_HOPS = "it redirects too often"
    TOO_BIG = "it is larger than the limit"
    GUARDED = "it lies at a private address, which the address guard refuses"
    ROBOTS = "its robots.txt forbids us"
    PROTOCOL = "its answer was not valid HTTP"
    SCHEME = "its address is neither http nor https"


@dataclass(frozen=True, slots=True)
class Image:
    """What fetching an image's first bytes told. Pixels are of the image itself; `size` is of the whole file, in bytes.

    `format` is what the bytes say (jpeg png gif webp avif svg bmp ico heic tiff), "" when unreadable.
    """

    url: str
    status: int = 200
    fault: Fault | None = None
    content_type: str = ""
    format: str = ""
    width: int | None = None
    height: int | None = None
    size: int | None = None
    animated: bool = False
    elapsed: float | None = None
    final_url: str = ""
    blocked_agents: frozenset[str] = frozenset()
    """Robots tokens that the image's own host (or its redirect target's) turns away."""
    refuses_foreign_referer: bool | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    palette: int | None = None
    """Number of distinct colours in the decoded thumbnail, where it was decoded."""
    edge_detail: float | None = None
    """Share (0 to 1) of the picture's detail that lies in its outer tenth, where it was decoded."""
    thumbnail: bytes = b""
    """A small JPEG for reports, where one was asked for."""

    @property
    def usable(self) -> bool:
        return self.fault is None and self.status == 200 and self.format != ""


@dataclass(frozen=True, slots=True)
class OEmbed:
    """The answer of a discovered oEmbed endpoint; `data` is the parsed JSON object or None."""

    url: str
    status: int = 200
    fault: Fault | None = None
    content_type: str = ""
    data: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class BotView:
    """How the page answers one preview bot's agent string. `tags` are its og:/twitter: pairs in order."""

    agent: str
    status: int = 200
    fault: Fault | None = None
    tags: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Probe:
    """The answer to one extra request (HEAD, Range, another spelling of the address, a profile, a share endpoint)."""

    url: str
    status: int = 0
    fault: Fault | None = None
    final_url: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    size: int | None = None
    matches: bool | None = None
    """For Range: whether the bytes returned equal that part of the page."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A script or style sheet that was fetched to weigh it; `size` in bytes."""

    url: str
    size: int | None
    elapsed: float | None = None


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Everything known about one page beyond its bytes. The default is a file from disk: nothing was asked."""

    response: Response | None = None
    blocked_agents: frozenset[str] | None = None
    """Robots tokens that robots.txt turns away from this page; None when robots.txt was not read."""
    images: Mapping[str, Image] = field(default_factory=dict)
    """By absolute address."""
    oembed: Mapping[str, OEmbed] = field(default_factory=dict)
    """By absolute address of the endpoint."""
    bots: tuple[BotView, ...] | None = None
    """How preview bots are answered; the first entry is the ordinary browser they are compared with."""
    head: Probe | None = None
    range: Probe | None = None
    brotli_only: bool | None = None
    """The server sent brotli or zstd although the request allowed gzip and deflate only."""
    mislabelled: bool | None = None
    """The Content-Encoding header names a compression that the body doesn't have."""
    variants: tuple[Probe, ...] | None = None
    """The same page under http/https, with and without www and the final slash."""
    profiles: Mapping[str, Probe] | None = None
    """By the address of a linked social profile."""
    shares: Mapping[str, Probe] | None = None
    """By the address of a share endpoint linked on the page."""
    assets: Mapping[str, Asset] | None = None
    """By the address of a share or widget script."""
    embeds: Mapping[str, Probe] | None = None
    """By the address of an embedded post."""
    rendered: tuple[tuple[str, str], ...] | None = None
    """The og:/twitter:/title pairs after scripts ran in a browser."""


NO_FACTS = PageFacts()
