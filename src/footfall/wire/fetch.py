"""The HTTP client: guarded, bounded in size and time, redirects followed by hand, outcomes as values."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from dataclasses import replace
from random import Random
from ssl import SSLContext
from types import TracebackType
from typing import Self
from urllib.parse import quote

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from footfall.page.facts import Fault
from footfall.wire.body import Body
from footfall.wire.chain import Chain
from footfall.wire.guard import Guard, Refused
from footfall.wire.outcome import Failed, Fetched
from footfall.wire.refusal import explain
from footfall.wire.request import ACCEPT, CODINGS, DRAIN_LIMIT, MAX_HOPS, REDIRECTS, Request, Timeouts, user_agent
from footfall.wire.retry import pause_before_retry

_ASCII = "".join(map(chr, range(33, 127)))
_admitted: ContextVar[tuple[str, ...]] = ContextVar("admitted addresses")


class _PinnedResolver(AbstractResolver):
    """Answers with the addresses that the guard admitted for the very request that asks, never with a new look-up."""

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:  # noqa: ARG002
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
        self._chance = Random(seed)  # noqa: S311 - jitter, no secret
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
        """Carry out a request: check, follow redirects, repeat where polite. Never raises for what servers do."""
        outcome = await self._patiently(request)
        if not isinstance(outcome, Fetched) or not outcome.brotli_only:
            return outcome
        plain = replace(request, headers={**request.headers, "Accept-Encoding": "identity"})
        again = await self._patiently(plain)
        readable = isinstance(again, Fetched) and not again.brotli_only
        return replace(again, brotli_only=True) if isinstance(again, Fetched) and readable else outcome

    async def _patiently(self, request: Request) -> Fetched | Failed:
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
        chain = Chain(request, self._exchange, self._max_hops)
        try:
            async with asyncio.timeout(self.timeouts.total):
                return await chain.run()
        except TimeoutError as error:
            return chain.failed(*explain(error))

    async def _exchange(self, request: Request, url: str, *, from_public: bool) -> Fetched | Failed:
        """One request, one answer, no redirects followed."""
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
            request.method, target, headers=request.headers or None, data=request.content, allow_redirects=False
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
            sentence = f"It is larger than {megabytes:g} MB, so we stopped reading. Make it smaller."
            return Failed(request.url, url, Fault.TOO_BIG, sentence)
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


async def _take(answer: aiohttp.ClientResponse, headers: Mapping[str, str], request: Request, body: Body) -> bool:
    """Read the body into `body`, as far as it is wanted; answers whether it was left unread."""
    if answer.status in REDIRECTS and "location" in headers:
        body = Body("", DRAIN_LIMIT)
    elif request.wanted is not None and not request.wanted(answer.status, headers):
        answer.close()
        return True
    while piece := await answer.content.readany():
        if not body.feed(piece):
            answer.close()
            break
    return False


def _plain_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Lower-case names, repeated headers joined by commas, bytes that are no text replaced (encoded in addresses)."""
    plain: dict[str, str] = {}
    for name, value in headers.items():
        name = name.lower()
        if not value.isascii():
            raw = value.encode("utf-8", "surrogateescape")
            value = quote(raw, safe=_ASCII) if name == "location" else raw.decode("utf-8", "replace")
        plain[name] = f"{plain[name]}, {value}" if name in plain else value
    return plain
