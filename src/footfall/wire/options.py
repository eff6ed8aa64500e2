"""How a crawl behaves, and what it yields."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from footfall.page import Page
from footfall.page.facts import Fault, PageFacts
from footfall.wire.frontier import MOST_VARIANTS
from footfall.wire.probe import ProbeOptions


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """`delay`: seconds between two pages of a site, None for 1 (none for this machine). `concurrency` counts pages in
    flight of a site that needs no delay. `follow` false visits the given addresses only; `sitemaps` false doesn't look
    for sitemaps. `ignore_robots` is for sites that are proved to be yours. `probes` None gathers nothing beyond the
    answer itself. `state` names the file with which an interrupted crawl continues, and a later one asks what changed.
    """

    max_pages: int = 500
    concurrency: int = 8
    delay: float | None = None
    follow: bool = True
    sitemaps: bool = True
    ignore_robots: bool = False
    max_variants: int = MOST_VARIANTS
    probes: ProbeOptions | None = field(default_factory=ProbeOptions)
    state: Path | None = None


@dataclass(frozen=True, slots=True)
class Crawled:
    """One visited address.

    `page` is None when nothing came that can be audited; `detail`, and mostly `fault`, then says why.
    """

    url: str
    """As visited, in its normal form; `page.url` is where it led."""
    data: bytes
    facts: PageFacts
    page: Page | None
    fault: Fault | None = None
    detail: str = ""
    """A whole sentence for a person; also for a page that was cut."""
    kept: bool = False
    """The page comes from the state file: from an earlier part of this crawl, or unchanged since the last one."""
