"""Where values come from: each source name a profile may use, turned into candidates in document order.

A source is written `og:title`, `twitter:title` or `meta:description` (tags, read by the attribute rules of the
profile), `name~description` (any name that contains the word), or one of the names in `READERS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from footfall.page import Page
from footfall.page.facts import PageFacts
from footfall.smo.previews.candidate import Candidate, Reader, from_meta
from footfall.smo.previews.contents import CONTENTS
from footfall.smo.previews.stated import STATED

READERS: Mapping[str, Reader] = {**CONTENTS, **STATED}


def read(source: str, page: Page, facts: PageFacts) -> Iterator[Candidate]:
    """All candidates of one source, in document order."""
    reader = READERS.get(source)
    if reader is not None:
        yield from reader(page, facts)
    elif "~" in source:
        attribute, _, word = source.partition("~")
        yield from _containing(page, attribute, word)
    else:
        key = source.removeprefix("meta:")
        for meta in page.metas_by_key.get(key, ()):
            yield from_meta(meta, source)


def _containing(page: Page, attribute: str, word: str) -> Iterator[Candidate]:
    for meta in page.metas:
        if word in meta.attrs.get(attribute, "").lower():
            yield from_meta(meta, f"{attribute}~{word}", attribute)
