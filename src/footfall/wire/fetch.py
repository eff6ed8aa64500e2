"""The HTTP client: guarded, bounded in size and time, redirects followed by hand, outcomes as values."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from random import Random
from ssl import SSLContext
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from footfall import __version__
from footfall.page.facts import Fault, Hop
from footfall.wire.body import Body, Sink
from footfall.wire.guard import Guard, Refused
from footfall.wire.outcome import Failed, Fetched
from footfall.wire.refusal import explain
from footfall.wire.retry import pause_before_retry

CONTACT = "https://github.com/footfall/footfall"
"""Where a site's operator learns who we are; replace it by your own page."""
PAGE_LIMIT = 10 * 1024 * 1024
"""Bytes of a page that are read: what Synapse and summaly read (their code, 2026-11)."""
MAX_HOPS = 5
"""Redirects followed. Mastodon follows 3, Rocket.Chat 5 (their code, 2026-11)."""
ACCEPT = "text/html,application/xhtml+xml,*/*;q=0.8"
CODINGS = "gzip, deflate"
"""What Facebook's crawler accepts too (developers.facebook.com, Sharing, Crawler; read 2026-11)."""
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_DRAIN_LIMIT = 16 * 1024
"""Bodies of redirects up to this size are read, so that the connection can be used again."""

Wanted = Callable[[int, Mapping[str, str]], bool]
"""Given status and headers: whether the body is to be read."""

_admitted: ContextVar[tuple[str, ...]] = ContextVar("admitted addresses")


def user_agent(contact: str = CONTACT) -> str:
    """How we introduce ourselves."""
    return f"Footfall/{__version__} (+{contact}; link audit)"


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds without any progress, and for a whole exchange with its redirects (Mastodon's 10 and 30)."""

    quiet: float = 10.0
    total: float = 30.0


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to fetch. `from_public`: a page or redirect on the public internet named the address."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    from_public: bool = False
    limit: int = PAGE_LIMIT
    whole: bool = False
    """A body beyond the limit is a failure (Fault.TOO_BIG) instead of being cut."""
    wanted: Wanted | None = None
    sink: Sink | None = None
    retry: bool = True


class _PinnedResolver(AbstractResolver):
    """Answers with the addresses that the guard admitted for the very request that asks, never with a new look-up."""

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=address, port=port, family=0, proto=0, flags=0)
            for address in _admitted.get(())
        ]

    async def close(self) -> None:
        """Nothing is held."""


class Fetcher:
    """An asynchronous context manager around one pool of connections. No cookies, no proxies from the environment.

    `tls`: a context to verify servers with, None for the system's authorities. `sleep` and `clock` are for tests;
    `seed` makes the jitter between retries repeatable.
    """

    def __init__(
        self,
        *,
        guard: Guard | None = None,
        agent: str = "",
        timeouts: Timeouts | None = None,
        retries: int = 2,
        max_hops: int = MAX_HOPS,
        tls: SSLContext | None = None,
        seed: int = 0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.guard = guard or Guard()
        self.agent = agent or user_agent()
        self.timeouts = timeouts or Timeouts()
        self._retries = retries
        self._max_hops = max_hops
        self._tls = tls
        self._chance = Random(seed)
        self._sleep = sleep
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(
            resolver=_PinnedResolver(), use_dns_cache=False, limit=100, ssl=self._tls or True
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            headers={"User-Agent": self.agent, "Accept": ACCEPT, "Accept-Encoding": CODINGS},
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self.timeouts.quiet, sock_read=self.timeouts.quiet),
            max_line_size=32 * 1024,
            max_field_size=64 * 1024,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def get(self, url: str, *, from_public: bool = False) -> Fetched | Failed:
        """GET an address with all the usual limits."""
        return await self.fetch(Request(url, from_public=from_public))

    async def fetch(self, request: Request) -> Fetched | Failed:
        """Carry out a request: check, follow redirects, repeat where that is polite. Never raises for what servers do."""
        attempt = 0
        while True:
            outcome = await self._follow(request)
            if not request.retry or attempt >= self._retries or request.method not in ("GET", "HEAD"):
                return outcome
            pause = pause_before_retry(outcome, attempt, self._chance)
            if pause is None:
                return outcome
            if isinstance(outcome, Failed):
                self.guard.forget(URL(outcome.url).raw_host or "")
            attempt += 1
            await self._sleep(pause)

    async def _follow(self, request: Request) -> Fetched | Failed:
        chain = _Chain(self, request)
        try:
            async with asyncio.timeout(self.timeouts.total):
                return await chain.run()
        except TimeoutError as error:
            return chain.failed(*explain(error))

    async def exchange(self, request: Request, url: str, *, from_public: bool) -> Fetched | Failed:
        """One request, one answer, no redirects followed. For `_Chain`; call `fetch` instead."""
        try:
            target = URL(url)
            scheme, host, port = target.scheme, target.raw_host or "", target.port or 0
        except (ValueError, TypeError) as error:
            return Failed(request.url, url, *explain(ValueError(error)))
        if scheme in ("http", "https") and not host:
            return Failed(request.url, url, *explain(ValueError("no host")))
        admitted = await self.guard.admit(scheme, host, port, from_public=from_public)
        if isinstance(admitted, Refused):
            return Failed(request.url, url, admitted.fault, admitted.detail)
        _admitted.set(admitted.addresses)
        try:
            return await self._talk(request, target, url, private=admitted.private)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return Failed(request.url, url, *explain(error))

    async def _talk(self, request: Request, target: URL, url: str, *, private: bool) -> Fetched | Failed:
        if self._session is None:
            raise RuntimeError("A Fetcher works only inside `async with`.")
        begun = self._clock()
        answer = await self._session.request(
            request.method, target, headers=request.headers or None, allow_redirects=False
        )
        try:
            headers = _plain_headers(answer.headers)
            first_byte = self._clock() - begun
            body = Body(headers.get("content-encoding", ""), request.limit, request.sink)
            unread = await _take(answer, headers, request, body)
        finally:
            answer.release()
        if body.cut and request.whole:
            megabytes = request.limit / 1024 / 1024
            return Failed(request.url, url, Fault.TOO_BIG, f"It is larger than {megabytes:g} MB, so reading was stopped.")
        return Fetched(
            asked=request.url,
            url=url,
            status=answer.status,
            headers=headers,
            body=body.content(),
            first_byte=first_byte,
            elapsed=self._clock() - begun,
            wire_bytes=body.wire_bytes,
            cut=body.cut,
            unread=unread,
            private=private,
            brotli_only=body.foreign and not unread and request.method != "HEAD",
            mislabelled=body.mislabelled,
        )


async def _take(
    answer: aiohttp.ClientResponse, headers: Mapping[str, str], request: Request, body: Body
) -> bool:
    """Read the body into `body`, as far as it is wanted; answers whether it was left unread."""
    if answer.status in _REDIRECTS and "location" in headers:
        body = Body("", _DRAIN_LIMIT)
    elif request.wanted is not None and not request.wanted(answer.status, headers):
        answer.close()
        return True
    while piece := await answer.content.readany():
        if not body.feed(piece):
            answer.close()
            break
    return False


def _plain_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Lower-case names, repeated headers joined by commas, bytes that are no UTF-8 replaced."""
    plain: dict[str, str] = {}
    for name, value in headers.items():
        if not value.isascii():
            value = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        name = name.lower()
        plain[name] = f"{plain[name]}, {value}" if name in plain else value
    return plain


class _Chain:
    """One request with its redirects, which remembers the way for when it fails."""

    def __init__(self, fetcher: Fetcher, request: Request) -> None:
        self._fetcher = fetcher
        self._request = request
        self._url = request.url.partition("#")[0]
        self._hops: list[Hop] = []

    def failed(self, fault: Fault, detail: str) -> Failed:
        return Failed(self._request.url, self._url, fault, detail, tuple(self._hops))

    async def run(self) -> Fetched | Failed:
        seen = {self._url}
        from_public = self._request.from_public
        while True:
            answer = await self._fetcher.exchange(self._request, self._url, from_public=from_public)
            if isinstance(answer, Failed):
                return self.failed(answer.fault, answer.detail)
            location = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not location:
                return replace(answer, hops=tuple(self._hops)) if self._hops else answer
            self._hops.append(Hop(self._url, answer.status, location))
            problem = self._step(location, seen)
            if problem is not None:
                return problem
            from_public = from_public or not answer.private

    def _step(self, location: str, seen: set[str]) -> Failed | None:
        """Go to where a redirect points, or say why not."""
        try:
            self._url = str(URL(self._url).join(URL(location)).with_fragment(None))
        except ValueError:
            return self.failed(Fault.PROTOCOL, "It redirects to an address that cannot be read. Mend the redirect.")
        if self._url in seen:
            return self.failed(Fault.LOOP, f"It redirects in a circle by way of {self._url}. Mend the redirects.")
        if len(self._hops) > self._fetcher._max_hops:
            limit = self._fetcher._max_hops
            return self.failed(Fault.TOO_MANY_HOPS, f"It redirects more than {limit} times. Point it at its aim at once.")
        seen.add(self._url)
        return None
