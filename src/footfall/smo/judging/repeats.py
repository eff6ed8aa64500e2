"""One finding for each group of pages that say the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from footfall.smo.judging.wording import quoted, shortened
from footfall.smo.rule import Finding
from footfall.smo.site import Group

FROM = 3
"""Pages from which on a repeated value is no accident (Footfall's judgement, 2026-11-22)."""
MOST_FINDINGS = 10


def repeated(groups: Iterable[Group], noun: str, advice: str) -> Iterator[Finding]:
    """Findings for groups of three pages and more, largest first; the tenth and later share the last one."""
    grave = [group for group in groups if group.count >= FROM]
    shown = grave if len(grave) <= MOST_FINDINGS else grave[: MOST_FINDINGS - 1]
    for group in shown:
        yield Finding(
            message=f"{group.count} pages share the {noun} “{shortened(group.value)}”, so nobody can tell their "
            "links apart.",
            advice=advice,
            excerpt=quoted(group.value),
            urls=group.urls,
        )
    rest = grave[len(shown) :]
    if rest:
        yield Finding(
            message=f"{len(rest)} more {noun}s are each shared by {FROM} pages or more, "
            f"{sum(group.count for group in rest)} pages in all.",
            advice=advice,
            urls=tuple(group.urls[0] for group in rest[:MOST_FINDINGS] if group.urls),
        )
