"""One field's value: candidates through the consumer's reading rules, the winner, and what was passed over."""

from __future__ import annotations

from typing import NamedTuple

from footfall.page import Page
from footfall.page.facts import PageFacts
from footfall.page.model import Place, Quoting
from footfall.smo.previews.candidate import Candidate
from footfall.smo.previews.model import Lost, Why
from footfall.smo.previews.profile import Profile
from footfall.smo.previews.sources import read

OTHERS = {
    "title": ("og:title", "twitter:title", "title"),
    "description": ("og:description", "twitter:description", "meta:description"),
    "image": ("og:image", "twitter:image"),
}
"""What page authors write for a field: shown as passed over where a consumer doesn't read it."""

COSTLY = frozenset({"body-text", "first-heading", "img-largest", "img-first", "paragraph", "h1"})
"""Sources that need a walk over the page, so nobody asks them once a better one has won."""

TITLES = {"first-heading": "title", "title-text": "title", "name~description": "meta:description"}
"""Wider sources that include what the page's author thinks of as the plain one."""


class Chain(NamedTuple):
    """Everything that decides which candidate wins; equal chains give equal results, so they are worked out once."""

    field: str
    order: tuple[str, ...]
    og: tuple[str, ...]
    twitter: tuple[str, ...]
    any_case: bool
    quoting: str
    head_only: bool
    last: bool
    blank: str
    most_tags: int
    window: int
    """Bytes; 0 where the whole page is read."""


class Won(NamedTuple):
    """The outcome of a chain: candidates that may be shown, best first, and what was passed over."""

    ranked: tuple[Candidate, ...]
    lost: tuple[Lost, ...]


def chain_of(profile: Profile, field: str, page_bytes: int) -> Chain:
    window = profile.integer("fetch.window") or 0
    return Chain(
        field=field,
        order=profile.words(f"{field}.order"),
        og=profile.words("attributes.og"),
        twitter=profile.words("attributes.twitter"),
        any_case=profile.text("attributes.case") == "any",
        quoting=profile.text("attributes.quoting", "any"),
        head_only=profile.flag("attributes.head_only"),
        last=profile.text("choice.duplicate") == "last",
        blank=profile.text("choice.blank", "skip"),
        most_tags=profile.integer("choice.most_tags") or 0,
        window=window if window < page_bytes else 0,
    )


def work_out(chain: Chain, page: Page, facts: PageFacts) -> Won:
    """All candidates of the chain's sources, sorted into those that may be shown and those that are passed over."""
    ranked: list[Candidate] = []
    lost: list[Lost] = []
    for source in chain.order:
        if ranked and source in COSTLY:
            continue
        admitted: list[Candidate] = []
        for candidate in read(source, page, facts):
            why = _refusal(candidate, chain, page)
            if why is Why.BLANK and chain.blank == "next-source":
                break
            if why is None:
                admitted.append(candidate)
            elif candidate.value.strip() or why is Why.BLANK:
                lost.append(Lost(source, candidate.value.strip(), why, candidate.line))
        if admitted:
            _rank(admitted, chain, ranked, lost)
            if chain.blank == "hides" and not ranked[0].value.strip():
                break
    read_sources = {TITLES.get(source, source) for source in chain.order}
    for source in OTHERS[chain.field]:
        if source not in read_sources:
            lost.extend(
                Lost(source, candidate.value.strip(), Why.NOT_READ, candidate.line)
                for candidate in read(source, page, facts)
                if candidate.value.strip()
            )
    return Won(tuple(ranked), tuple(lost))


def _rank(admitted: list[Candidate], chain: Chain, ranked: list[Candidate], lost: list[Lost]) -> None:
    best = admitted[-1] if chain.last else admitted[0]
    others = admitted[:-1] if chain.last else admitted[1:]
    why = Why.EARLIER_DUPLICATE if chain.last else Why.LATER_DUPLICATE
    if ranked:
        why = Why.LOWER_PRIORITY
        lost.append(Lost(best.source, best.value.strip(), why, best.line))
    if chain.field == "image" and best.meta is not None and not chain.last:
        # A gallery is no conflict: several og:image tags are allowed (ogp.me, arrays), the first is shown.
        ranked.extend(admitted)
    else:
        ranked.append(best)
    lost.extend(Lost(one.source, one.value.strip(), why, one.line) for one in others if one.value != best.value)


def _refusal(candidate: Candidate, chain: Chain, page: Page) -> Why | None:
    if chain.window and candidate.end > chain.window:
        return Why.BEYOND_WINDOW
    if candidate.meta is not None:
        return _tag_refusal(candidate, chain, page)
    if not candidate.value.strip() and chain.blank != "hides":
        return Why.BLANK
    return None


def _tag_refusal(candidate: Candidate, chain: Chain, page: Page) -> Why | None:
    meta = candidate.meta
    if meta is None:
        return None
    if ":" in candidate.source and not candidate.source.startswith("meta:"):
        key = candidate.source
        attributes = chain.twitter if key.startswith("twitter:") else chain.og
        carried = [meta.attrs.get(name, "").strip() for name in attributes]
        if key not in ([value.lower() for value in carried] if chain.any_case else carried):
            return Why.WRONG_ATTRIBUTE
    elif candidate.source.startswith("meta:") and meta.name.lower() != candidate.source[5:]:
        return Why.WRONG_ATTRIBUTE
    if chain.quoting != "any" and not _quoted(meta.quoting, chain.quoting):
        return Why.UNQUOTED
    if chain.head_only and meta.place is not Place.HEAD:
        return Why.NOT_IN_HEAD
    if meta.place is Place.TEMPLATE:
        return Why.NOT_READ
    if _is_blank(meta.content, chain.blank):
        return Why.BLANK
    if chain.most_tags and _distinct(page, candidate.source, chain) >= chain.most_tags:
        return Why.TOO_MANY_TAGS
    return None


def _quoted(quoting: Quoting, wanted: str) -> bool:
    return quoting is Quoting.DOUBLE or (wanted == "quoted" and quoting is Quoting.SINGLE)


def _is_blank(content: str | None, rule: str) -> bool:
    if content is None:
        return True
    if rule == "hides":
        return False
    return not (content.strip("\n") if rule in ("skip-empty", "next-source") else content.strip())


def _distinct(page: Page, source: str, chain: Chain) -> int:
    prefix, colon, _ = source.partition(":")
    if not colon:
        return 0
    attributes = chain.twitter if prefix == "twitter" else chain.og
    names = {
        meta.attrs.get(attribute, "")
        for meta in page.metas
        for attribute in attributes
        if (meta.content or "").strip("\n") and meta.attrs.get(attribute, "").startswith(prefix + ":")
    }
    return len(names)
