"""The engine: one page and one consumer's profile in, the preview with its evidence out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from footfall.page import Page, parse_page
from footfall.page.content import number
from footfall.page.encoding import encoding_for
from footfall.page.facts import NO_FACTS, PageFacts
from footfall.smo.previews import cards, clean, gates
from footfall.smo.previews.candidate import Candidate
from footfall.smo.previews.choose import Chain, Won, chain_of, work_out
from footfall.smo.previews.model import MARKS, Card, Chosen, Lost, Mark, Preview
from footfall.smo.previews.profile import Profile, profiles


class PreviewSet(Mapping[str, Preview]):
    """A page's previews by consumer, each worked out when first asked for."""

    def __init__(self, page: Page, facts: PageFacts = NO_FACTS, known: Mapping[str, Profile] | None = None) -> None:
        self.page = page
        self.facts = facts
        self.profiles = profiles() if known is None else known
        self._chains: dict[Chain, Won] = {}
        self._done: dict[str, Preview] = {}
        self._otherwise: dict[str, PreviewSet] = {}

    def __getitem__(self, consumer: str) -> Preview:
        if consumer not in self._done:
            profile = self.profiles[consumer]
            self._done[consumer] = _draw(self.read_by(profile), profile)
        return self._done[consumer]

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

    def won(self, chain: Chain) -> Won:
        """The outcome of a chain of sources, shared by all consumers that read the same way."""
        if chain not in self._chains:
            self._chains[chain] = work_out(chain, self.page, self.facts)
        return self._chains[chain]


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


def _draw(previews: PreviewSet, profile: Profile) -> Preview:
    page, facts = previews.page, previews.facts
    site_name = page.meta_value("og:site_name") or page.meta_value("application-name") or host_with_port(page.url)
    title, lost_title = _text(previews, profile, "title", site_name)
    description, lost_description = _text(previews, profile, "description", site_name)
    image, lost_image, picture = _image(previews, profile)
    if "fallback-site-name" in profile.words("title.clean") and title is None and site_name:
        title = Chosen(site_name, site_name, "site name", "", 0, 0, clipped=False, mark=Mark.CODE)
    if "drop-equal-title" in profile.words("description.clean") and description and title:
        unstripped = clean.cleaned(title.raw, ("entities", "trim"), "")
        if description.value in (title.value, unstripped):
            description = None
    reasons = list(gates.page_refusals(profile, page, facts))
    missing = _missing(profile, page, title is not None, description is not None, image is not None)
    drawn = cards.RULES[profile.text("card.rule", "size")](profile, page, picture if image else None)
    if reasons or missing:
        reasons.extend(missing)
        return Preview(
            profile.id, None, None, None, Card.NONE, site_name,
            lost_title, lost_description, lost_image, tuple(reasons), (), _confidence(profile, ("card.requires",)),
        )  # fmt: skip
    if drawn.reason:
        reasons.append(drawn.reason)
    used = _deciding_leaves(profile, image is not None)
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
        reasons=tuple(reasons),
        assumptions=_assumptions(profile, used),
        confidence=_confidence(profile, used),
    )


def _text(previews: PreviewSet, profile: Profile, field: str, site_name: str) -> tuple[Chosen | None, tuple[Lost, ...]]:
    won = previews.won(chain_of(profile, field, len(previews.page.data)))
    if not won.ranked:
        return None, won.lost
    best = won.ranked[0]
    raw = previews.page.source.clean(best.value)
    steps = profile.words(f"{field}.clean")
    early = tuple(step for step in steps if step != "strip-site-name")
    value = clean.cleaned(raw, early, site_name)
    short = clean.clipped(value, profile.table(f"{field}.clip"), best.source)
    shown = clean.cleaned(short, ("strip-site-name",), site_name) if "strip-site-name" in steps else short
    if not shown.strip():
        return None, won.lost
    mark = profile.leaf(f"{field}.order").mark
    chosen = Chosen(shown, raw, best.source, best.attribute, best.line, best.start, short != value, mark)
    return chosen, won.lost


def _image(previews: PreviewSet, profile: Profile) -> tuple[Chosen | None, tuple[Lost, ...], cards.Picture | None]:
    won = previews.won(chain_of(profile, "image", len(previews.page.data)))
    lost = list(won.lost)
    for candidate in won.ranked:
        raw = candidate.value.strip()
        url = previews.page.resolve(raw)
        image = previews.facts.images.get(url)
        why = gates.address_refusal(profile, raw, url)
        if why is None and image is not None:
            why = gates.image_refusal(profile, image)
        if why is not None:
            lost.append(Lost(candidate.source, raw, why, candidate.line, assumed=_weak(profile)))
            continue
        mark = profile.leaf("image.order").mark
        chosen = Chosen(
            url, raw, candidate.source, candidate.attribute, candidate.line, candidate.start, clipped=False, mark=mark
        )
        if image is not None and image.width and image.height:
            return chosen, tuple(lost), cards.Picture(image.width, image.height)
        return chosen, tuple(lost), _declared(previews.page, candidate)
    return None, tuple(lost), None


def _weak(profile: Profile) -> bool:
    return profile.leaf("image.max_bytes").mark in (Mark.GUIDES, Mark.ASSUMED)


def _declared(page: Page, candidate: Candidate) -> cards.Picture:
    """The size the page states for its first og:image, or the `<img>`'s attributes."""
    if candidate.source.startswith(("og:", "twitter:")):
        width, height = number(page.meta_value("og:image:width")), number(page.meta_value("og:image:height"))
        return cards.Picture(int(width) if width else None, int(height) if height else None)
    return cards.Picture(None, None)


def _missing(profile: Profile, page: Page, title: bool, description: bool, image: bool) -> list[str]:
    """Sentences for each field without which this consumer draws no card."""
    has = {"title": title, "description": description, "image": image, "og:url": bool(page.meta("og:url"))}
    has["twitter:card or og:type"] = bool(page.meta("twitter:card") or (page.meta("og:type") and title and description))
    return [
        f"{profile.name} draws no card without {_article(field)}."
        for field in profile.words("card.requires")
        if not has[field]
    ]


def _article(field: str) -> str:
    return {"title": "a title", "description": "a description", "image": "a picture"}.get(field, field)


def _deciding_leaves(profile: Profile, has_image: bool) -> tuple[str, ...]:
    fields = ["title.order", "description.order", "choice.duplicate", "card.rule"]
    if has_image:
        fields.append("image.order")
    return tuple(fields)


def _assumptions(profile: Profile, used: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(path for path in used if profile.leaf(path).mark in (Mark.GUIDES, Mark.ASSUMED))


def _confidence(profile: Profile, used: tuple[str, ...]) -> Mark:
    return max((profile.leaf(path).mark for path in used), key=MARKS.index)


__all__ = ["PreviewSet", "preview", "preview_all"]
