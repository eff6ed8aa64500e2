"""One page as all consumers see it: outcomes that several of them share are worked out once."""

from __future__ import annotations

from functools import cached_property
from urllib.parse import urlsplit

from footfall.page import Page
from footfall.page.content import number
from footfall.page.facts import PageFacts
from footfall.smo.previews import clean, gates
from footfall.smo.previews.candidate import new
from footfall.smo.previews.cards import Picture
from footfall.smo.previews.chain import Chain, Way
from footfall.smo.previews.choose import Won, chain_for, work_out
from footfall.smo.previews.model import Chosen, Lost, Why
from footfall.smo.previews.plan import Manner, Plan, TextPlan, tag_way
from footfall.smo.previews.profile import Profile
from footfall.smo.previews.sources import Reading

NO_SIZE = Picture(None, None)
Shown = tuple[Chosen | None, tuple[Lost, ...]]
"""A text that is shown, None where there is none, and what was passed over."""


class Seen:
    """What consumers find on one page, by the way they read it."""

    def __init__(self, page: Page, facts: PageFacts) -> None:
        self.page = page
        self.facts = facts
        self.reading = Reading(page, facts)
        self.answered = facts.response is not None or bool(facts.blocked_agents)
        """The network said something of the page that may keep a card away."""
        self._won: dict[Chain, Won] = {}
        self._texts: dict[tuple[Chain, Manner], Shown] = {}
        self._cleaned: dict[tuple[str, tuple[str, ...]], tuple[str, str]] = {}
        self._addresses: dict[tuple[tuple[str, bool], str], tuple[str, Why | None]] = {}
        self._sizes: dict[tuple[Chain, Chain], Picture] = {}

    @cached_property
    def site_name(self) -> str:
        """What the page calls its site, else its host."""
        stated = self.page.meta_value("og:site_name") or self.page.meta_value("application-name")
        return stated or host_with_port(self.page.url)

    def won(self, chain: Chain) -> Won:
        """The outcome of a chain of sources."""
        found = self._won.get(chain)
        if found is None:
            found = self._won[chain] = work_out(chain, self.reading)
        return found

    def text(self, plan: TextPlan) -> Shown:
        """A title or a description as a consumer shows it."""
        key = chain_for(plan.way, self.reading), plan.manner
        found = self._texts.get(key)
        if found is None:
            found = self._texts[key] = self._shown(self.won(key[0]), plan.manner)
        return found

    def _shown(self, won: Won, manner: Manner) -> Shown:
        if not won.ranked:
            return None, won.lost
        best = won.ranked[0]
        raw, value = self._clean(best.value, manner.steps)
        short = clean.clipped(value, manner.clip, best.source) if manner.clip else value
        shown = clean.without_site_name(short, self.site_name) if manner.strip else short
        if not shown.strip():
            return None, won.lost
        _, source, attribute, line, start, _, _ = best
        return new(Chosen, (shown, raw, source, attribute, line, start, short != value, manner.mark)), won.lost

    def _clean(self, value: str, steps: tuple[str, ...]) -> tuple[str, str]:
        """A value as written, undecodable bytes aside, and after a consumer's steps."""
        key = value, steps
        found = self._cleaned.get(key)
        if found is None:
            raw = self.page.source.clean(value)
            found = self._cleaned[key] = (raw, clean.cleaned(raw, steps))
        return found

    def picture(self, plan: Plan) -> Won:
        """The pictures a consumer may show, best first."""
        return self.won(chain_for(plan.picture, self.reading))

    def value(self, way: Way) -> str:
        """The value of a single tag, "" when there is none."""
        ranked = self.won(chain_for(way, self.reading)).ranked
        return ranked[0].value.strip() if ranked else ""

    def tag(self, profile: Profile, key: str) -> str:
        """The value of one tag as a consumer reads it, "" when it finds none."""
        return self.value(tag_way(profile, key))

    def address(self, plan: Plan, raw: str) -> tuple[str, Why | None]:
        """A picture's absolute address, and why a consumer with these rules can't use it."""
        key = plan.addresses, raw
        found = self._addresses.get(key)
        if found is None:
            url = self.page.resolve(raw)
            found = self._addresses[key] = (url, gates.address_refusal(plan.profile, raw, url))
        return found

    def stated_size(self, ways: tuple[Way, Way]) -> Picture:
        """The size the page states for its picture."""
        if not self.reading.of("og:image:width"):
            return NO_SIZE
        key = chain_for(ways[0], self.reading), chain_for(ways[1], self.reading)
        found = self._sizes.get(key)
        if found is None:
            width, height = (number(self.value(way)) for way in ways)
            found = Picture(int(width) if width else None, int(height) if height else None)
            self._sizes[key] = found
        return found


def host_with_port(url: str) -> str:
    """The host of an address with the port where one is written, "" when there is none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
