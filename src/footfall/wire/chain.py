"""Redirects, followed by hand so that every step is checked and remembered."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from yarl import URL

from footfall.page.facts import Fault, Hop
from footfall.wire.outcome import Failed, Fetched
from footfall.wire.request import REDIRECTS, Request


class Exchange(Protocol):
    """One request, one answer, no redirects followed."""

    async def __call__(self, request: Request, url: str, *, from_public: bool) -> Fetched | Failed: ...


class Chain:
    """One request with its redirects, which remembers the way for when it fails."""

    def __init__(self, request: Request, exchange: Exchange, max_hops: int) -> None:
        self._request = request
        self._exchange = exchange
        self._max_hops = max_hops
        self._url = request.url.partition("#")[0]
        self._hops: list[Hop] = []
        self._spent = 0.0

    def failed(self, fault: Fault, detail: str) -> Failed:
        return Failed(self._request.url, self._url, fault, detail, tuple(self._hops))

    async def run(self) -> Fetched | Failed:
        seen = {self._url}
        from_public = self._request.from_public
        while True:
            answer = await self._exchange(self._request, self._url, from_public=from_public)
            if isinstance(answer, Failed):
                return self.failed(answer.fault, answer.detail)
            location = answer.headers.get("location", "")
            if answer.status not in REDIRECTS or not location:
                return self._whole_way(answer) if self._hops else answer
            self._spent += answer.elapsed
            self._hops.append(Hop(self._url, answer.status, location))
            problem = self._step(location, seen)
            if problem is not None:
                return problem
            from_public = from_public or not answer.private

    def _whole_way(self, answer: Fetched) -> Fetched:
        """The last answer, with the redirects before it and their time counted in."""
        first_byte, elapsed = answer.first_byte + self._spent, answer.elapsed + self._spent
        return replace(answer, hops=tuple(self._hops), first_byte=first_byte, elapsed=elapsed)

    def _step(self, location: str, seen: set[str]) -> Failed | None:
        """Go to where a redirect points, or say why not."""
        try:
            self._url = str(URL(self._url).join(URL(location)).with_fragment(None))
        except ValueError:
            return self.failed(Fault.PROTOCOL, "It redirects to an address that cannot be read. Mend the redirect.")
        if self._url in seen:
            return self.failed(Fault.LOOP, f"It redirects in a circle by way of {self._url}. Mend the redirects.")
        if len(self._hops) > self._max_hops:
            sentence = f"It redirects more than {self._max_hops} times. Point it at its aim at once."
            return self.failed(Fault.TOO_MANY_HOPS, sentence)
        seen.add(self._url)
        return None
