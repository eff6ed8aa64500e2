"""One field's value: candidates through the consumer's reading rules, the winner, and what was passed over."""

from __future__ import annotations

from typing import Final, NamedTuple

from footfall.page.model import Meta, Place, Quoting
from footfall.smo.previews.candidate import Candidate
from footfall.smo.previews.model import Lost, Why
from footfall.smo.previews.profile import Profile
from footfall.smo.previews.sources import Reading

OTHERS: Final = {
    "title": ("og:title", "twitter:title", "title"),
    "description": ("og:description", "twitter:description", "meta:description"),
    "image": ("og:image", "twitter:image"),
}
"""What page authors write for a field: shown as passed over where a consumer doesn't read it."""

COSTLY: Final = frozenset(
    ("body-text", "first-heading", "img-largest", "img-first", "img-after-h1", "paragraph", "h1", "icon-largest")
) | {f"{kind}:{field}" for kind in ("microdata", "pin") for field in ("name", "description", "image")}
"""Sources that need a walk over the page, so nobody asks them once a better one has won."""

WIDER: Final = {
    "first-heading": "title",
    "title-text": "title",
    "name~description": "meta:description",
    "property=description": "meta:description",
}
"""Sources that include what the page's author thinks of as the plain one, or read the same tag otherwise."""

HIDING: Final = ("og:", "twitter:", "jsonld:", "oembed-card:")
"""Sources whose blanks hide what follows, where `choice.blank` says so; elsewhere a blank is always passed over."""


class Chain(NamedTuple):
    """Everything that decides which candidate wins; equal chains give equal results, so they are worked out once."""

    field: str
    order: tuple[str, ...]
    og: tuple[str, ...]
    twitter: tuple[str, ...]
    any_case: bool
    quoting: str
    place: str
    """Where tags count: "anywhere", "head" or "before-body"."""
    last: bool
    blank: str
    most_tags: int
    window: int
    """Bytes; 0 where the whole page is read."""


class Won(NamedTuple):
    """The outcome of a chain: candidates that may be shown, best first, and what was passed over."""

    ranked: tuple[Candidate, ...]
    lost: tuple[Lost, ...]


def chain_of(profile: Profile, field: str, order: tuple[str, ...]) -> Chain:
    """How a consumer reads one field, its window included. What nobody knows is read generously."""
    duplicate = profile.text("choice.duplicate")
    place = profile.leaf("attributes.head_only").value
    return Chain(
        field=field,
        order=order,
        og=profile.words("attributes.og") or ("property", "name"),
        twitter=profile.words("attributes.twitter") or ("name", "property"),
        any_case=profile.text("attributes.case", "any") == "any",
        quoting=profile.text("attributes.quoting", "any"),
        place=place if isinstance(place, str) else "head" if place else "anywhere",
        last=duplicate in ("last", "last-image" if field == "image" else "last-text"),
        blank=profile.text("choice.blank", "skip"),
        most_tags=profile.integer("choice.most_tags") or 0,
        window=profile.integer("fetch.window") or 0,
    )


def work_out(chain: Chain, reading: Reading) -> Won:
    """All candidates of the chain's sources, sorted into those that may be shown and those that are passed over."""
    ranked: list[Candidate] = []
    lost: list[Lost] = []
    for source in chain.order:
        if ranked and source in COSTLY:
            continue
        admitted = _admitted(source, chain, reading, lost)
        if admitted:
            _rank(admitted, chain, ranked, lost)
    _add_unread(chain, reading, lost)
    return Won(tuple(ranked), tuple(lost))


def _admitted(source: str, chain: Chain, reading: Reading, lost: list[Lost]) -> list[Candidate]:
    admitted: list[Candidate] = []
    for candidate in reading.of(source):
        why = _refusal(candidate, chain, reading)
        if why is None:
            admitted.append(candidate)
            continue
        value = candidate.value.strip()
        if value or why is Why.BLANK:
            lost.append(Lost(candidate.source, value, why, candidate.line))
        if why is Why.BLANK and chain.blank.startswith("next-source") and candidate.meta is not None:
            break
    return admitted


def _rank(admitted: list[Candidate], chain: Chain, ranked: list[Candidate], lost: list[Lost]) -> None:
    tags = admitted[0].meta is not None
    last = chain.last and tags
    best = admitted[-1] if last else admitted[0]
    why = Why.EARLIER_DUPLICATE if last else Why.LATER_DUPLICATE
    if ranked:
        why = Why.LOWER_PRIORITY
        lost.append(Lost(best.source, best.value.strip(), why, best.line))
    if chain.field == "image" and tags and not last:
        # A gallery is no conflict: several og:image tags are allowed (ogp.me, arrays), the first is shown.
        ranked.extend(admitted)
    else:
        ranked.append(best)
    if len(admitted) == 1:
        return
    for one in admitted:
        if one is not best and one.value != best.value:
            reason = why if one.source == best.source else Why.LOWER_PRIORITY
            lost.append(Lost(one.source, one.value.strip(), reason, one.line))


def _add_unread(chain: Chain, reading: Reading, lost: list[Lost]) -> None:
    """What the page says in tags that this consumer never looks at."""
    others = OTHERS.get(chain.field)
    if others is None:
        return
    read = {WIDER.get(part, part) for source in chain.order for part in source.split("|")}
    for source in others:
        if source in read:
            continue
        for candidate in reading.of(source):
            value = candidate.value.strip()
            if value:
                lost.append(Lost(source, value, Why.NOT_READ, candidate.line))


def _refusal(candidate: Candidate, chain: Chain, reading: Reading) -> Why | None:
    if chain.window and candidate.end > chain.window:
        return Why.BEYOND_WINDOW
    meta = candidate.meta
    if meta is None:
        hidden_by = chain.blank == "hides" and candidate.source.startswith(HIDING)
        return None if hidden_by or candidate.value.strip() else Why.BLANK
    if not _is_carried(meta, candidate.source, chain):
        return Why.WRONG_ATTRIBUTE
    if chain.quoting != "any" and not _quoted(meta.quoting, chain.quoting):
        return Why.UNQUOTED
    if chain.place != "anywhere" and not _stands_well(candidate, meta, chain.place, reading):
        return Why.NOT_IN_HEAD
    if meta.place is Place.TEMPLATE:
        return Why.NOT_READ
    if _is_blank(meta.content, candidate.source, chain.blank):
        return Why.BLANK
    if chain.most_tags and _distinct(candidate.source, chain, reading) >= chain.most_tags:
        return Why.TOO_MANY_TAGS
    return None


def _is_carried(meta: Meta, source: str, chain: Chain) -> bool:
    """Whether the tag's name stands in an attribute that this consumer reads."""
    if source.startswith("og:"):
        key, attributes = source, chain.og
    elif source.startswith("twitter:"):
        key, attributes = source, chain.twitter
    elif source.startswith("meta:"):
        return meta.name.lower() == source[5:].lower()
    else:
        return True
    for attribute in attributes:
        carried = meta.attrs.get(attribute)
        if carried is not None and (carried == key or (carried := carried.strip()) == key):
            return True
        if carried and chain.any_case and carried.lower() == key.lower():
            return True
    return False


def _quoted(quoting: Quoting, wanted: str) -> bool:
    return quoting is Quoting.DOUBLE or (wanted == "quoted" and quoting is Quoting.SINGLE)


def _stands_well(candidate: Candidate, meta: Meta, place: str, reading: Reading) -> bool:
    return meta.place is Place.HEAD if place == "head" else candidate.start < reading.body_start


def _is_blank(content: str | None, source: str, rule: str) -> bool:
    if content is None:
        return True
    if rule == "hides" and source.startswith(HIDING):
        return False
    return not (content.strip("\n") if rule in ("skip-empty", "next-source") else content.strip())


def _distinct(source: str, chain: Chain, reading: Reading) -> int:
    prefix, colon, _ = source.partition(":")
    if not colon:
        return 0
    return reading.distinct(prefix, chain.twitter if prefix == "twitter" else chain.og)
