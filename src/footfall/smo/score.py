"""The score: all weights on one screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from footfall.smo.rule import Severity

if TYPE_CHECKING:
    from footfall.smo.audit import Judged

WEIGHTS = {
    Severity.CRITICAL: 30,
    Severity.HIGH: 10,
    Severity.MEDIUM: 4,
    Severity.LOW: 1,
    Severity.INFO: 0,
}
"""Points a rule costs that fires once or more on a page."""

CAPS = {
    Severity.HIGH: 40,
    Severity.MEDIUM: 24,
    Severity.LOW: 8,
}
"""The most that all rules of one severity cost together: many small faults never outweigh a missing preview."""


def score_of(findings: Iterable[Judged]) -> int:
    """100 minus what the findings cost, each rule counted once at its gravest; never below 0."""
    gravest: dict[str, Severity] = {}
    for judged in findings:
        known = gravest.get(judged.rule)
        if known is None or judged.severity.rank < known.rank:
            gravest[judged.rule] = judged.severity
    costs: dict[Severity, int] = {}
    for severity in gravest.values():
        costs[severity] = costs.get(severity, 0) + WEIGHTS[severity]
    return max(0, 100 - sum([min(cost, CAPS.get(severity, cost)) for severity, cost in costs.items()]))
