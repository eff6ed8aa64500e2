"""Which goals an address reaches: asked of the sealing itself, so that the answer is what will be counted."""

from __future__ import annotations

from footfall.flywheel.event import Kind
from footfall.flywheel.hit import Hit, id_at
from footfall.flywheel.memory import Dictionaries
from footfall.flywheel.owned import SiteRules
from footfall.flywheel.sealing import seal

_BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class _Only:
    def __init__(self, rules: SiteRules) -> None:
        self._rules = rules

    def site(self, site: int) -> SiteRules | None:
        return self._rules if site == self._rules.site else None


def reached(rules: SiteRules, address: str) -> list[str]:
    """The names of the goals that a view of an address counts as. The host may be left out."""
    host = min(rules.hosts, default="example.org")
    url = address if "://" in address else f"https://{host}/{address.lstrip('/')}"
    view = Hit(id_at(2_000_000_000_000, 1), rules.site, Kind.VIEW, visitor=1, agent=_BROWSER, url=url)
    return [event.goal for event in seal([view], Dictionaries(), _Only(rules)) if event.kind == Kind.CONVERT]
