"""robots.txt: read once an origin, asked for ourselves and for the preview bots."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable

from protego import Protego

from footfall.page.facts import Fault
from footfall.wire.address import origin_of
from footfall.wire.fetch import Fetcher
from footfall.wire.outcome import Failed, Fetched
from footfall.wire.request import Request

OUR_NAME = "Footfall"
"""The name that a robots.txt calls us by."""
READ_LIMIT = 500 * 1024
"""Bytes of a robots.txt that are read (RFC 9309 section 2.5 asks for at least 500 KiB)."""
_LATER = 429
"""The client error that means "later" instead of "there is none"."""
_ENDLESS = frozenset((Fault.LOOP, Fault.TOO_MANY_HOPS))
"""Redirects without end count as no robots.txt (RFC 9309 section 2.3.1.2)."""
_AGENT_LINE = re.compile(r"^\s*user[- ]?agent\s*:?\s*([^#\s]+)", re.IGNORECASE | re.MULTILINE)


class Robots:
    """What one origin's robots.txt says. `known` is false when it could not be read; `failure` then may say why."""

    def __init__(self, text: str = "", *, known: bool = True, failure: Failed | None = None) -> None:
        self._rules = Protego.parse(text) if text.strip() else None
        self._named = frozenset(name.lower().replace("*", "") for name in _AGENT_LINE.findall(text)) - {""}
        self.known = known
        self.failure = failure

    def allows(self, url: str, token: str = OUR_NAME) -> bool:
        """Whether `token` may fetch `url`. An unreadable robots.txt allows nothing (RFC 9309 section 2.3.1.4)."""
        if not self.known:
            return False
        return self._rules is None or self._rules.can_fetch(url, token)

    def blocked(self, url: str, tokens: Iterable[str]) -> frozenset[str] | None:
        """Which of the tokens are turned away from `url`; None when robots.txt could not be read."""
        if not self.known:
            return None
        if self._rules is None:
            return frozenset()
        named, others = self._split(tuple(tokens))
        turned_away = [token for token in named if not self._rules.can_fetch(url, token)]
        if others and not self._rules.can_fetch(url, others[0]):
            turned_away.extend(others)
        return frozenset(turned_away)

    def _split(self, tokens: tuple[str, ...]) -> tuple[list[str], list[str]]:
        """Tokens that some group names, and the rest, which all share the group `*` and are asked about once."""
        named = [token for token in tokens if any(name in token.lower() for name in self._named)]
        return named, [token for token in tokens if token not in named]

    def delay(self, token: str = OUR_NAME) -> float:
        """Seconds that the site asks us to leave between requests, 0 when it doesn't say."""
        return (self._rules.crawl_delay(token) or 0.0) if self._rules else 0.0

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemap addresses it lists, as written."""
        return tuple(self._rules.sitemaps) if self._rules else ()


def parse_robots(body: bytes) -> Robots:
    """Read a robots.txt from its bytes; whatever makes no sense in it is skipped."""
    return Robots(body[:READ_LIMIT].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"))


class RobotsFiles:
    """The robots.txt files of a run, each fetched once however many ask for it at the same time."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._files: dict[str, asyncio.Task[Robots]] = {}

    async def of(self, url: str, *, from_public: bool = False) -> Robots:
        """The robots.txt that governs an absolute address."""
        origin = origin_of(url)
        task = self._files.get(origin)
        if task is None:
            task = asyncio.create_task(self._read(origin, from_public=from_public))
            self._files[origin] = task
        return task.result() if task.done() else await asyncio.shield(task)

    async def close(self) -> None:
        """Give up on whatever is still being fetched."""
        for task in self._files.values():
            task.cancel()
        await asyncio.gather(*self._files.values(), return_exceptions=True)

    async def _read(self, origin: str, *, from_public: bool) -> Robots:
        request = Request(
            f"{origin}/robots.txt",
            from_public=from_public,
            limit=READ_LIMIT,
            wanted=lambda status, _: status == 200,
        )
        answer = await self._fetcher.fetch(request)
        if isinstance(answer, Fetched):
            return _judge(answer)
        return Robots() if answer.fault in _ENDLESS else Robots(known=False, failure=answer)


def _judge(answer: Fetched) -> Robots:
    if answer.status == 200:
        return parse_robots(answer.body)
    return Robots(known=300 <= answer.status < 500 and answer.status != _LATER)
