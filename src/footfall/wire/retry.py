"""Whether and how long to wait before asking again."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from random import Random

from footfall.page.facts import Fault
from footfall.wire.outcome import Failed, Fetched

RETRY_STATUSES = frozenset((429, 502, 503, 504))
"""Answers that say "later" (RFC 9110 and RFC 6585)."""
LONGEST_WAIT = 30.0
"""Seconds. A server that asks for a longer pause is not asked again in this run. Our choice."""
FIRST_WAIT = 0.5
"""Seconds before the first repetition, doubled for each further one, times 0.5 to 1.5 by chance. Our choice."""


def pause_before_retry(outcome: Fetched | Failed, attempt: int, chance: Random) -> float | None:
    """Seconds to wait before repeating a GET or HEAD, None to leave it. `attempt` counts from 0."""
    backoff = FIRST_WAIT * 2.0**attempt * (0.5 + chance.random())
    if isinstance(outcome, Failed):
        return backoff if outcome.fault is Fault.REFUSED else None
    if outcome.status not in RETRY_STATUSES:
        return None
    asked = retry_after(outcome)
    if asked is None:
        return backoff
    return max(asked, backoff) if asked <= LONGEST_WAIT else None


def retry_after(answer: Fetched) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110 section 10.2.3), None without a readable one.

    A date is measured against the answer's own Date header, so that no clock of ours is needed.
    """
    value = answer.headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        until = parsedate_to_datetime(value)
        return max(0.0, (until - parsedate_to_datetime(answer.headers.get("date", ""))).total_seconds())
    except (ValueError, TypeError):
        return None
