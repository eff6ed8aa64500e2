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
from collections.abc import Iterator, Mapping
from typing import Final

from footfall.page import Page
from footfall.page.facts import PageFacts
from footfall.page.model import Meta, Place, Quoting
from footfall.smo.previews.candidate import Candidate, Reader, from_meta
from footfall.smo.previews.contents import CONTENTS
from footfall.smo.previews.model import Lost, Why
from footfall.smo.previews.stated import STATED

READERS: Final[Mapping[str, Reader]] = {**CONTENTS, **STATED}
LISTED: Final = 100
"""Values passed over that a preview lists; a page with more of them says nothing new."""
_WATCHED: Final = ("og:", "twitter:", "description", "title", "image", "msapplication-tileimage", "pinterest")
_BODY: Final = re.compile(rb"<body[\s>/]", re.IGNORECASE)
_TAG: Final = re.compile(r"(?:og|twitter|meta):[\w:-]+|(?:property|name|itemprop)[=~][\w:-]+")


def is_source(name: object) -> bool:
    """Whether a profile may name this source."""
    return isinstance(name, str) and all(part in READERS or _TAG.fullmatch(part) for part in name.split("|"))


class Reading:
    """One page as its readers see it; every source is read once, whoever asks."""

    __slots__ = (
        "_body_start",
        "_distinct",
        "_double_quoted",
        "_last_tag",
        "_outranked",
        "_unread",
        "facts",
        "found",
        "page",
        "untidy",
    )

    def __init__(self, page: Page, facts: PageFacts) -> None:
        self.page = page
        self.facts = facts
        self.found: dict[str, tuple[Candidate, ...]] = {}
        """What `of` has read so far."""
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
            found = self.found[source] = tuple(_read(self, source))
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
            ends = [meta.span.end for metas in watched for meta in metas]
            title = self.page.title_span
            self._last_tag = max((*ends, title.end if title else 0))
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


def _read(reading: Reading, source: str) -> Iterator[Candidate]:
    page = reading.page
    reader = READERS.get(source)
    if reader is not None:
        return reader(page, reading.facts)
    if "|" in source:
        parts = (candidate for part in source.split("|") for candidate in reading.of(part))
        return iter(sorted(parts, key=lambda candidate: candidate.start))
    if "~" in source:
        attribute, _, word = source.partition("~")
        return (
            from_meta(meta, source, attribute) for meta in page.metas if word in meta.attrs.get(attribute, "").lower()
        )
    if "=" in source:
        attribute, _, key = source.partition("=")
        found = page.metas_by_key.get(key.lower(), ())
        return (from_meta(meta, source, attribute) for meta in found if meta.attrs.get(attribute, "").strip() == key)
    key = source.removeprefix("meta:").lower()
    return (from_meta(meta, source, _carrier(meta, key)) for meta in page.metas_by_key.get(key, ()))


def _carrier(meta: Meta, key: str) -> str:
    if meta.prop.lower() == key:
        return "property"
    return "name" if meta.name.lower() == key else "itemprop"
