"""The names that profiles give to sources, and the candidates each finds on a page.

A source is written in one of these ways:
    `og:title`, `twitter:image`  a tag, read by the attribute rules of the profile
    `meta:description`           a tag by its `name` attribute
    `itemprop=image`             a tag by the attribute that is named
    `name~description`           any tag whose `name` contains the word
    `og:title|twitter:title`     whichever of these stands first in the document
    `title`, `jsonld:headline`   one of the names in `READERS`
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from footfall.page import Page
from footfall.page.facts import PageFacts
from footfall.page.model import Meta, Place, Quoting
from footfall.page.parse import Whole
from footfall.smo.previews.candidate import Candidate, Reader, from_meta
from footfall.smo.previews.contents import CONTENTS
from footfall.smo.previews.model import Lost, Why
from footfall.smo.previews.stated import STATED

READERS: Final[Mapping[str, Reader]] = {**CONTENTS, **STATED}
KEPT: Final = 1024
"""Names of sources that are taken apart once; profiles of one's own may bring some beside ours."""
LISTED: Final = 100
"""Values passed over that a preview lists; a page with more of them says nothing new."""
_WATCHED: Final = ("og:", "twitter:", "description", "title", "image", "msapplication-tileimage", "pinterest")
_BODY: Final = re.compile(rb"<body[\s>/]", re.IGNORECASE)
_TAG: Final = re.compile(r"(?:og|twitter|meta):[\w:-]+|(?:property|name|itemprop)[=~][\w:-]+")


def is_source(name: object) -> bool:
    """Whether a profile may name this source."""
    return isinstance(name, str) and all(part in READERS or _TAG.fullmatch(part) for part in name.split("|"))


Sifted = tuple[tuple[Candidate, ...], tuple[Lost, ...]]
"""Candidates that count, and what was passed over."""


class Reading:
    """One page as its readers see it; every source is read once, whoever asks."""

    __slots__ = (
        "_body_start",
        "_distinct",
        "_double_quoted",
        "_last_tag",
        "_outranked",
        "_unread",
        "asked",
        "facts",
        "found",
        "odd",
        "page",
        "said",
        "sifted",
        "size",
        "untidy",
    )

    def __init__(self, page: Page, facts: PageFacts) -> None:
        self.page = page
        self.facts = facts
        self.size = len(page.data)
        """The page's, in bytes."""
        self.found: dict[str, tuple[Candidate, ...]] = {}
        """What `of` has read so far."""
        self.asked = self.said = self.odd = 0
        """Bits of the sources asked so far, of those with one value, and of those with blank or several ones."""
        self.sifted: dict[tuple[str, object], Sifted] = {}
        """Candidates by their source and the rules that were applied to them."""
        self._distinct: dict[tuple[str, tuple[str, ...]], int] = {}
        self._unread: dict[str, tuple[Lost, ...]] = {}
        self._outranked: dict[str, Lost] = {}
        self._double_quoted: dict[str, bool] = {}
        self._body_start: int | None = None
        self.untidy: frozenset[str] = frozenset(_untidy(page, facts))
        """Sources to be looked at closely: blank, doubled, misplaced or oddly written tags, oEmbed answers."""
        self._last_tag: int | None = None

    def of(self, source: str) -> tuple[Candidate, ...]:
        """All candidates of one source, in document order."""
        found = self.found.get(source)
        if found is None:
            found = self.found[source] = tuple(_reader_of(source)(self))
        return found

    def outranked(self, source: str) -> Lost:
        """The first value of a source that says something, where a better source has won."""
        found = self._outranked.get(source)
        if found is None:
            one = self.of(source)[0]
            found = self._outranked[source] = Lost(one.source, one.value.strip(), Why.LOWER_PRIORITY, one.line)
        return found

    def unread(self, source: str) -> tuple[Lost, ...]:
        """What a source says, for consumers that never look there."""
        found = self._unread.get(source)
        if found is None:
            said = [one for one in self.of(source)[:LISTED] if one.value.strip()]
            found = tuple(Lost(source, one.value.strip(), Why.NOT_READ, one.line) for one in said)
            self._unread[source] = found
        return found

    def double_quoted(self, source: str) -> bool:
        """Every tag of that source has its values in double quotation marks."""
        found = self._double_quoted.get(source)
        if found is None:
            metas = [one.meta for one in self.of(source) if one.meta is not None]
            found = self._double_quoted[source] = all(meta.quoting is Quoting.DOUBLE for meta in metas)
        return found

    @property
    def last_tag(self) -> int:
        """Where the last tag or title ends that any consumer reads, in bytes."""
        if self._last_tag is None:
            watched = (metas for key, metas in self.page.metas_by_key.items() if key.startswith(_WATCHED))
            tags: list[Meta | Whole] = [meta for metas in watched for meta in metas]
            if self.page.title_place is not None:
                tags.append(self.page.title_place)
            last = max((tag.line for tag in tags), default=0)
            self._last_tag = max((tag.span.end for tag in tags if tag.line == last), default=0)
        return self._last_tag

    @property
    def body_start(self) -> int:
        """Offset of the `<body>` tag; the end of the file where none is written."""
        if self._body_start is None:
            span = self.page.body_span
            # Where something in the head has opened the body already, the parser keeps no place for the tag.
            late = _BODY.search(self.page.data) if span is None else None
            self._body_start = span.start if span else late.start() if late else len(self.page.data)
        return self._body_start

    def distinct(self, prefix: str, attributes: tuple[str, ...]) -> int:
        """How many different names with that prefix the page's filled tags carry in these attributes."""
        key = prefix, attributes
        if key not in self._distinct:
            start = prefix + ":"
            self._distinct[key] = len(
                {
                    name
                    for meta in self.page.metas
                    for attribute in attributes
                    if (name := meta.attrs.get(attribute, "")).startswith(start) and (meta.content or "").strip("\n")
                }
            )
        return self._distinct[key]


def _untidy(page: Page, facts: PageFacts) -> Iterator[str]:
    if facts.oembed:
        yield "oembed"
    for key, metas in page.metas_by_key.items():
        if not key.startswith(_WATCHED):
            continue
        own = key.startswith(("og:", "twitter:"))
        attribute = "property" if key.startswith("og:") else "name"
        meta = metas[0]
        if len(metas) > 1 or meta.attrs.get(attribute) != key or not meta.value or meta.place is not Place.HEAD:
            yield key if own else f"meta:{key}"
        if not own:
            yield from (
                f"{carrier}={key}" for carrier in ("property", "itemprop") if any(carrier in m.attrs for m in metas)
            )


@lru_cache(maxsize=KEPT)
def _reader_of(source: str) -> Callable[[Reading], Iterable[Candidate]]:
    """How a source is read, by the way its name is written."""
    reader = READERS.get(source)
    if reader is not None:
        return lambda reading: reader(reading.page, reading.facts)
    if "|" in source:
        parts = source.split("|")
        return lambda reading: _in_order([candidate for part in parts for candidate in reading.of(part)])
    if "~" in source:
        attribute, _, word = source.partition("~")
        return lambda reading: _holding(reading.page, word, source, attribute)
    if "=" in source:
        attribute, _, key = source.partition("=")
        return lambda reading: _carrying(reading.page, key, source, attribute)
    key = source.removeprefix("meta:").lower()
    return lambda reading: [
        from_meta(meta, source, _carrier(meta, key)) for meta in reading.page.metas_by_key.get(key, ())
    ]


def _in_order(candidates: list[Candidate]) -> list[Candidate]:
    """As they stand in the file; places are looked up only where two stand in one line."""
    if len({candidate.line for candidate in candidates}) == len(candidates):
        return sorted(candidates, key=lambda candidate: candidate.line)
    return sorted(candidates, key=lambda candidate: candidate.start)


def _holding(page: Page, word: str, source: str, attribute: str) -> list[Candidate]:
    """Tags with that word somewhere in the attribute."""
    if not any(word in key for key in page.metas_by_key):
        return []
    return [from_meta(meta, source, attribute) for meta in page.metas if word in meta.attrs.get(attribute, "").lower()]


def _carrying(page: Page, key: str, source: str, attribute: str) -> list[Candidate]:
    """Tags whose attribute is the key and nothing else."""
    found = page.metas_by_key.get(key.lower(), ())
    return [from_meta(meta, source, attribute) for meta in found if meta.attrs.get(attribute, "").strip() == key]


def _carrier(meta: Meta, key: str) -> str:
    if meta.prop.lower() == key:
        return "property"
    return "name" if meta.name.lower() == key else "itemprop"
