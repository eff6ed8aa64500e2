"""Figures in words: each with what it is compared with and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from footfall.flywheel.change import Change, change
from footfall.flywheel.estimate import Estimate

NARROW: Final = "\u00a0"
"""Before a sign that must not stand alone on the next line."""


class Compared(NamedTuple):
    """A count with the difference to another period. `tone` is good or bad only where it is more than chance."""

    value: int
    before: int | None
    change: str
    tone: str
    sure: str
    found: Change | None = None
    """The difference in figures."""

    @property
    def figure(self) -> str:
        return whole(self.value)


def compared(now: Sequence[int], before: Sequence[int] | None, *, is_open: bool) -> Compared:
    """Counts of days against those of another period.

    Args:
        is_open: the last day of `now` is not over; it counts in the figure, not in the comparison.
    """
    value = sum(now)
    if before is None:
        return Compared(value, None, "", "", "")
    full = now[:-1] if is_open and len(now) > 1 else now
    found = change(before, full)
    if found.before == 0 and found.after == 0:
        return Compared(value, sum(before), "", "", _("Nothing then either."), found)
    if found.before == 0:
        return Compared(value, 0, "", "", _("There was nothing to compare with."), found)
    return Compared(value, sum(before), moved(found.ratio), _tone(found), change_said(found), found)


def _tone(found: Change) -> str:
    if not found.clear:
        return ""
    return "good" if found.ratio > 1 else "bad"


def change_said(found: Change) -> str:
    """How sure a difference is."""
    ends = {"low": moved(found.low), "high": moved(found.high)}
    if found.high == float("inf"):
        return _("Too few days to tell.")
    if found.clear:
        return _("Likely between %(low)s and %(high)s.") % ends
    return _("Between %(low)s and %(high)s: chance alone could do that.") % ends


def moved(ratio: float) -> str:
    """A ratio as a difference with its sign: 1.09 is "↑ 9 %"; from 3 on "3.2 times"."""
    if ratio >= 3:
        return _("%(times)s\u00a0times") % {"times": f"{ratio:.3g}"}
    percent = round((ratio - 1) * 100)
    if percent == 0:
        return "±\u00a00\u00a0%"
    return f"{'↑' if percent > 0 else '↓'}\u00a0{abs(percent)}\u00a0%"


def whole(value: float) -> str:
    return f"{value:,.0f}"


def percent(part: float) -> str:
    """A part of a whole, never more exact than a thousandth."""
    value = part * 100
    return f"{value:.0f}\u00a0%" if value >= 9.95 or value == 0 else f"{value:.1f}\u00a0%"


def percents(part: Estimate) -> str:
    """The interval of a part: "6.0–8.8 %"."""
    return f"{percent(part.low).partition(NARROW)[0]}–{percent(part.high)}"


def between(low: float, high: float) -> str:
    """An interval of a factor: "0.11–0.27"."""
    return f"{rate(low)}–{rate(high)}" if high != float("inf") else _("%(low)s or more") % {"low": rate(low)}


def rate(value: float) -> str:
    """Things a thing: two decimals below 10."""
    return f"{value:.2f}" if value < 10 else whole(value)
