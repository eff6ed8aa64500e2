"""The call itself: one signed POST through the guarded client, told as a value."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from footfall import __version__
from footfall.page.facts import Fault
from footfall.wire.fetch import Fetcher
from footfall.wire.guard import Guard
from footfall.wire.outcome import Failed
from footfall.wire.request import CONTACT, Request, Timeouts
from footfall.wire.retry import retry_after

AGENT = f"Footfall/{__version__} (+{CONTACT}; webhooks)"
TIMEOUTS = Timeouts(quiet=15.0, total=20.0)
"""Standard Webhooks 1.0.0 recommends 15 to 30 seconds."""
ANSWER_KEPT = 2000
"""Bytes of an answer that the log shows. Our choice."""
GONE = 410
"""With this a receiver says that it wants nothing more (Standard Webhooks 1.0.0)."""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one call. `problem` is "" when it was taken (any 2xx status)."""

    status: int | None
    answer: str
    problem: str
    retry_after: float | None = None


def call(url: str, headers: Mapping[str, str], body: bytes) -> Told:
    """POST the body. Private addresses are refused unless the operator allows them; redirects are not followed."""
    return asyncio.run(_call(url, headers, body))


async def _call(url: str, headers: Mapping[str, str], body: bytes) -> Told:
    request = Request(
        url,
        method="POST",
        headers={"Content-Type": "application/json", "Accept": "*/*", "Accept-Encoding": "identity", **headers},
        content=body,
        limit=ANSWER_KEPT,
        wanted=lambda _status, answered: "content-encoding" not in answered,
        retry=False,
    )
    guard = Guard(allow_private=settings.ALLOW_PRIVATE)
    async with Fetcher(guard=guard, agent=AGENT, timeouts=TIMEOUTS, max_hops=0) as fetcher:
        outcome = await fetcher.fetch(request)
    if isinstance(outcome, Failed):
        return Told(outcome.hops[-1].status if outcome.hops else None, "", _why(outcome))
    answer = outcome.body.decode("utf-8", "replace").replace("\0", "�")
    problem = "" if 200 <= outcome.status < 300 else _status_problem(outcome.status)
    return Told(outcome.status, answer, problem, retry_after(outcome))


def _why(failed: Failed) -> str:
    if failed.hops:
        return _("It answers with a redirect, which webhooks don't follow. Give the address that it points at.")
    if failed.fault is Fault.GUARDED:
        return _("The address leads to a private network or an unusual port, where webhooks don't go.")
    return failed.detail


def _status_problem(status: int) -> str:
    if status == GONE:
        return _("The receiver says that it is gone (status 410).")
    return _("The receiver answered with status %(status)s instead of 2xx.") % {"status": status}
