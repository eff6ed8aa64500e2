"""A site's robots.txt as it stands now, and as it should be so that preview bots may draw what the audit found shut."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from footfall.apps.sites.models import Audit, Found, Site
from footfall.smo.agents import preview_agents
from footfall.smo.fixes import fix_robots
from footfall.smo.fixes.difference import unified_diff
from footfall.wire.fetch import Fetcher
from footfall.wire.guard import Guard
from footfall.wire.outcome import Failed

RULES = ("crawl-robots-page", "crawl-robots-image")
MOST_PATHS = 500
"""Paths that are let in one by one; a robots.txt of more lines serves nobody. Our choice."""


class Robots(NamedTuple):
    """`problem` is a sentence where the file can't be read now; `after` equals `before` where nothing is to change."""

    before: str = ""
    after: str = ""
    problem: str = ""

    @property
    def diff(self) -> str:
        made = unified_diff("robots.txt", self.before.encode(), self.after.encode())
        return made.decode("utf-8", "replace")


def mended_robots(audit: Audit) -> Robots:
    """Read the site's robots.txt now and let preview bots fetch the pages and pictures that the audit found shut."""
    text = _in_folder() if audit.site.is_example else asyncio.run(_fetched(audit.site))
    if text is None:
        return Robots(problem=_("The site's robots.txt can't be read at present. Try again in a minute."))
    host = urlsplit(audit.site.address).netloc.lower()
    pages, pictures = _paths(audit, host)
    return Robots(text, fix_robots(text, preview_agents(), pictures, page_paths=pages))


def _paths(audit: Audit, host: str) -> tuple[list[str], list[str]]:
    """Paths of this host's pages and pictures among the findings. A picture elsewhere obeys another robots.txt."""
    rows = Found.objects.filter(audit=audit, rule__in=RULES, page__isnull=False)
    pages: dict[str, None] = {}
    pictures: dict[str, None] = {}
    for rule, url, shown in rows.order_by("pk").values_list("rule", "page__url", "urls")[:MOST_PATHS]:
        for address in [url] if rule == RULES[0] else [urljoin(url, one) for one in shown]:
            parts = urlsplit(address)
            if parts.netloc.lower() == host:
                path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                (pages if rule == RULES[0] else pictures)[path] = None
    return list(pages), list(pictures)


def _in_folder() -> str | None:
    try:
        return (Path(settings.EXAMPLE_SITE) / "robots.txt").read_text("utf-8", "replace")
    except OSError:
        return None


async def _fetched(site: Site) -> str | None:
    """The text; "" where the site has none, None where it doesn't answer."""
    async with Fetcher(guard=Guard(allow_private=settings.ALLOW_PRIVATE)) as fetcher:
        answer = await fetcher.get(urljoin(site.address, "/robots.txt"))
    if isinstance(answer, Failed) or answer.status >= 500:
        return None
    return answer.body.decode("utf-8", "replace") if answer.status == 200 else ""
