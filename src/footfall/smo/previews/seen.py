"""One page as all consumers see it: outcomes that several of them share are worked out once."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from footfall.page import Page
from footfall.page.content import number
from footfall.page.facts import PageFacts
from footfall.page.kept import kept
from footfall.smo.previews import clean, gates
from footfall.smo.previews.candidate import new
from footfall.smo.previews.cards import Picture
from footfall.smo.previews.chain import Chain, Chains, Way
from footfall.smo.previews.choose import Won, chain_for, chains_for, work_out
from footfall.smo.previews.model import Chosen, Lost, Why
from footfall.smo.previews.plan import Manner, PictureManner, Plan, tag_way
from footfall.smo.previews.profile import Profile
from footfall.smo.previews.sources import Reading

NO_SIZE = Picture(None, None)
Shown = tuple[Chosen | None, tuple[Lost, ...]]
"""A text that is shown, None where there is none, and what was passed over."""


class Illustration(NamedTuple):
    """A picture that is shown, None where there is none, and what was passed over."""

    chosen: Chosen | None
    lost: tuple[Lost, ...]


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
        self._pictures: dict[tuple[Chain, PictureManner], Illustration] = {}
        self._cleaned: dict[tuple[str, tuple[str, ...]], tuple[str, str]] = {}
        self._urls: dict[str, str] = {}
        self._sizes: dict[tuple[Chain, Chain], Picture] = {}

    @kept
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

    def chains(self, plan: Plan) -> Chains:
        """The chains by which a consumer reads title, description and picture here."""
        return chains_for(plan.ways, self.reading)

    def text(self, chain: Chain, manner: Manner) -> Shown:
        """A title or a description as a consumer shows it."""
        key = chain, manner
        found = self._texts.get(key)
        if found is None:
            found = self._texts[key] = self._shown(self.won(chain), manner)
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
        chosen = (shown, raw, best.source, best.attribute, best.line, best.start, short != value, manner.mark)
        return new(Chosen, chosen), won.lost

    def _clean(self, value: str, steps: tuple[str, ...]) -> tuple[str, str]:
        """A value as written, undecodable bytes aside, and after a consumer's steps."""
        key = value, steps
        found = self._cleaned.get(key)
        if found is None:
            raw = self.page.source.clean(value)
            found = self._cleaned[key] = (raw, clean.cleaned(raw, steps))
        return found

    def picture(self, chain: Chain, plan: Plan) -> Illustration:
        """The picture that a consumer shows, and what was passed over."""
        if self.facts.images:  # What was fetched is judged by each consumer's own limits.
            return self._illustrate(self.won(chain), plan.picture, plan.profile)
        key = chain, plan.picture
        found = self._pictures.get(key)
        if found is None:
            found = self._pictures[key] = self._illustrate(self.won(chain), plan.picture, plan.profile)
        return found

    def _illustrate(self, won: Won, manner: PictureManner, profile: Profile) -> Illustration:
        lost = won.lost
        for candidate in won.ranked:
            raw = candidate.value.strip()
            if not raw:
                break
            url, why = self._address(raw, manner)
            image = self.facts.images.get(url)
            if why is None and image is not None:
                why = gates.image_refusal(profile, image)
            if why is None:
                _, source, attribute, line, place, _ = candidate
                shown = (url, raw, source, attribute, line, place.span.start, False, manner.mark)
                return Illustration(new(Chosen, shown), lost)
            lost = (*lost, Lost(candidate.source, raw, why, candidate.line, assumed=manner.weak_limits))
            if why is not Why.INVALID_ADDRESS and not manner.tries_next:
                break
        return Illustration(None, lost)

    def _address(self, raw: str, manner: PictureManner) -> tuple[str, Why | None]:
        """A picture's absolute address, and why a consumer with these rules can't use it."""
        url = self._urls.get(raw)
        if url is None:
            url = self._urls[raw] = self.page.resolve(raw)
        return url, gates.address_refusal(raw, url, relative=manner.relative, https_only=manner.https_only)

    def value(self, way: Way) -> str:
        """The value of a single tag, "" when there is none."""
        ranked = self.won(chain_for(way, self.reading)).ranked
        return ranked[0].value.strip() if ranked else ""

    def tag(self, profile: Profile, key: str) -> str:
        """The value of one tag as a consumer reads it, "" when it finds none."""
        return self.value(tag_way(profile, key))

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
