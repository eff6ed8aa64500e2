"""The engine: one page and one consumer's profile in, the preview with its evidence out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from footfall.page import Page, parse_page
from footfall.page.content import number
from footfall.page.encoding import encoding_for
from footfall.page.facts import NO_FACTS, PageFacts
from footfall.smo.previews import clean, gates
from footfall.smo.previews.cards import Picture, Scene
from footfall.smo.previews.chain import Chain, Way
from footfall.smo.previews.choose import Won, chain_for, work_out
from footfall.smo.previews.model import Card, Chosen, Lost, Mark, Preview, Why
from footfall.smo.previews.plan import Plan, TextPlan, plan_of, tag_way
from footfall.smo.previews.profile import Profile, profiles
from footfall.smo.previews.sources import Reading


class PreviewSet(Mapping[str, Preview]):
    """A page's previews by consumer, each worked out when first asked for."""

    def __init__(self, page: Page, facts: PageFacts = NO_FACTS, known: Mapping[str, Profile] | None = None) -> None:
        self.page = page
        self.facts = facts
        self.profiles = profiles() if known is None else known
        self._reading = Reading(page, facts)
        self._chains: dict[Chain, Won] = {}
        self._sizes: dict[tuple[Chain, Chain], Picture] = {}
        self._cleaned: dict[tuple[str, tuple[str, ...]], tuple[str, str]] = {}
        self._addresses: dict[tuple[tuple[str, bool], str], tuple[str, Why | None]] = {}
        self._done: dict[str, Preview] = {}
        self._otherwise: dict[str, PreviewSet] = {}
        self._site_name: str | None = None

    def __getitem__(self, consumer: str) -> Preview:
        found = self._done.get(consumer)
        if found is None:
            profile = self.profiles[consumer]
            found = self._done[consumer] = _draw(self.read_by(profile), plan_of(profile))
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.profiles)

    def __len__(self) -> int:
        return len(self.profiles)

    def read_by(self, profile: Profile) -> PreviewSet:
        """These previews, or those of the same bytes decoded the way this consumer decodes them."""
        decoding = profile.text("fetch.decoding")
        if not decoding or (self.page.encoding == "utf-8" and not self.page.disputed_encoding):
            return self
        encoding = encoding_for(decoding, self.page.data)
        if encoding == self.page.encoding:
            return self
        if encoding not in self._otherwise:
            page = parse_page(self.page.url, self.page.data, encoding=encoding)
            self._otherwise[encoding] = PreviewSet(page, self.facts, self.profiles)
        return self._otherwise[encoding]

    def won(self, way: Way) -> Won:
        """The outcome of a chain of sources, shared by all consumers that read the same way."""
        chain = chain_for(way, self._reading)
        found = self._chains.get(chain)
        if found is None:
            found = self._chains[chain] = work_out(chain, self._reading)
        return found

    def value(self, way: Way) -> str:
        """The value of a single tag, "" when there is none."""
        ranked = self.won(way).ranked
        return ranked[0].value.strip() if ranked else ""

    def cleaned(self, value: str, steps: tuple[str, ...]) -> tuple[str, str]:
        """A value as written, undecodable bytes aside, and after a consumer's steps."""
        key = value, steps
        found = self._cleaned.get(key)
        if found is None:
            raw = self.page.source.clean(value)
            found = self._cleaned[key] = (raw, clean.cleaned(raw, steps, ""))
        return found

    def address(self, profile: Profile, rules: tuple[str, bool], raw: str) -> tuple[str, Why | None]:
        """A picture's absolute address, and why a consumer with these rules can't use it."""
        key = rules, raw
        found = self._addresses.get(key)
        if found is None:
            url = self.page.resolve(raw)
            found = self._addresses[key] = (url, gates.address_refusal(profile, raw, url))
        return found

    def stated_size(self, ways: tuple[Way, Way]) -> Picture:
        """The size the page states for its picture."""
        if not self._reading.of("og:image:width"):
            return NO_SIZE
        key = chain_for(ways[0], self._reading), chain_for(ways[1], self._reading)
        found = self._sizes.get(key)
        if found is None:
            width, height = (number(self.value(way)) for way in ways)
            found = Picture(int(width) if width else None, int(height) if height else None)
            self._sizes[key] = found
        return found

    def tag(self, profile: Profile, key: str) -> str:
        """The value of one tag as a consumer reads it, "" when it finds none."""
        return self.value(tag_way(profile, key))

    @property
    def site_name(self) -> str:
        """What the page calls its site, else its host."""
        if self._site_name is None:
            page = self.page
            stated = page.meta_value("og:site_name") or page.meta_value("application-name")
            self._site_name = stated or host_with_port(page.url)
        return self._site_name


NO_SIZE = Picture(None, None)


def preview(page: Page, consumer: str, facts: PageFacts = NO_FACTS) -> Preview:
    """How one consumer draws the page. Raises KeyError for a consumer nobody has described."""
    return PreviewSet(page, facts)[consumer]


def preview_all(page: Page, facts: PageFacts = NO_FACTS) -> tuple[Preview, ...]:
    """How every consumer draws the page, in alphabetical order of their ids."""
    return tuple(PreviewSet(page, facts).values())


def host_with_port(url: str) -> str:
    """The host of an address with the port where one is written, "" when there is none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def _draw(previews: PreviewSet, plan: Plan) -> Preview:
    page, profile, site_name = previews.page, plan.profile, previews.site_name
    title, lost_title = _text(previews, plan.title, site_name)
    description, lost_description = _text(previews, plan.description, site_name)
    image, lost_image, picture = _image(previews, plan)
    stated = title is not None
    if title is None:
        title = _stand_in(page, profile, site_name)
    reasons = _page_refusals(previews, plan)
    has = {
        "title": title is not None,
        "description": description is not None,
        "image": image is not None,
        "anything": stated or description is not None or image is not None,
        "description or image": description is not None or image is not None,
    }
    if plan.requires:
        reasons += _missing(previews, plan, has)
    if reasons:
        return Preview(
            profile.id, None, None, None, Card.NONE, site_name,
            lost_title, lost_description, lost_image, tuple(reasons), (), profile.leaf("card.requires").mark,
        )  # fmt: skip
    if plan.drops_equal and description is not None and title is not None and _says_no_more(description, title):
        description = None
    drawn = plan.rule(profile, Scene(page, lambda key: previews.tag(profile, key)), picture)
    assumptions, confidence = plan.with_picture if image is not None else plan.without_picture
    return Preview(
        consumer=profile.id,
        title=title,
        description=description,
        image=image,
        card=drawn.card,
        site_name=site_name,
        lost_title=lost_title,
        lost_description=lost_description,
        lost_image=lost_image,
        reasons=(drawn.reason,) if drawn.reason else (),
        assumptions=assumptions,
        confidence=confidence,
    )


def _page_refusals(previews: PreviewSet, plan: Plan) -> list[str]:
    facts = previews.facts
    if not plan.gated and facts.response is None and not facts.blocked_agents:
        return []
    return list(gates.page_refusals(plan.profile, previews.page, facts))


def _text(previews: PreviewSet, plan: TextPlan, site_name: str) -> tuple[Chosen | None, tuple[Lost, ...]]:
    won = previews.won(plan.way)
    if not won.ranked:
        return None, won.lost
    best = won.ranked[0]
    raw, value = previews.cleaned(best.value, plan.steps)
    short = clean.clipped(value, plan.clip, best.source) if plan.clip else value
    shown = clean.without_site_name(short, site_name) if plan.strip else short
    if not shown.strip():
        return None, won.lost
    chosen = Chosen(shown, raw, best.source, best.attribute, best.line, best.start, short != value, plan.mark)
    return chosen, won.lost


def _stand_in(page: Page, profile: Profile, site_name: str) -> Chosen | None:
    """What some consumers write where the page gives no title."""
    steps = profile.words("title.clean")
    if "fallback-site-name" in steps and site_name:
        return Chosen(site_name, site_name, "site name", "", 0, 0, clipped=False, mark=Mark.CODE)
    if "fallback-address" in steps and page.url:
        return Chosen(page.url, page.url, "address", "", 0, 0, clipped=False, mark=Mark.CODE)
    return None


def _says_no_more(description: Chosen, title: Chosen) -> bool:
    return description.value in (title.value, clean.cleaned(title.raw, ("entities", "trim"), ""))


def _image(previews: PreviewSet, plan: Plan) -> tuple[Chosen | None, tuple[Lost, ...], Picture | None]:
    profile = plan.profile
    won = previews.won(plan.picture)
    lost = list(won.lost)
    for candidate in won.ranked:
        raw = candidate.value.strip()
        if not raw:
            break
        url, why = previews.address(profile, plan.addresses, raw)
        image = previews.facts.images.get(url)
        if why is None and image is not None:
            why = gates.image_refusal(profile, image)
        if why is not None:
            lost.append(Lost(candidate.source, raw, why, candidate.line, assumed=_weak(profile)))
            if why is Why.INVALID_ADDRESS or plan.tries_next:
                continue
            break
        mark, icon = plan.picture_mark, "icon" in candidate.source
        chosen = Chosen(
            url, raw, candidate.source, candidate.attribute, candidate.line, candidate.start, clipped=False, mark=mark
        )
        if image is not None and image.width and image.height:
            return chosen, tuple(lost), Picture(image.width, image.height, icon)
        if candidate.source.startswith(("og:", "twitter:")):
            return chosen, tuple(lost), previews.stated_size(plan.picture_size)
        return chosen, tuple(lost), Picture(None, None, icon)
    return None, tuple(lost), None


def _weak(profile: Profile) -> bool:
    return profile.leaf("image.max_bytes").mark in (Mark.GUIDES, Mark.ASSUMED)


def _missing(previews: PreviewSet, plan: Plan, has: Mapping[str, bool]) -> list[str]:
    """Sentences for each thing without which this consumer draws no card."""
    name = plan.profile.name
    return [
        UNPINNABLE if need == "pinning allowed" else f"{name} draws no card without {NEEDS.get(need, need)}."
        for need in plan.requires
        if not (has[need] if need in has else _has_tag(previews, plan.profile, need))
    ]


def _has_tag(previews: PreviewSet, profile: Profile, need: str) -> bool:
    if need == "pinning allowed":
        return previews.tag(profile, "meta:pinterest").lower() != "nopin"
    if need == "twitter:card or og:type":
        whole = ("og:type", "og:title", "og:description")
        return bool(previews.tag(profile, "twitter:card")) or all(previews.tag(profile, key) for key in whole)
    return bool(previews.tag(profile, need))


NEEDS = {
    "title": "a title",
    "description": "a description",
    "image": "a picture",
    "anything": "a title, a description or a picture",
    "description or image": "a description or a picture",
    "twitter:card or og:type": "twitter:card, or og:type with og:title and og:description",
}
UNPINNABLE = "The page forbids saving its pictures: its tag named pinterest says nopin."

__all__ = ["PreviewSet", "preview", "preview_all"]
