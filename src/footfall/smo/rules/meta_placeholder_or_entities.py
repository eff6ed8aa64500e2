"""A tag shows what a template forgot: a placeholder, a doubly escaped entity, or garbled letters.

Looks at: `<title>`, og: and twitter: tags and the description, as text after one decoding.

Why it matters: the card shows it word for word: "undefined", "{{title}}", "Salt &amp; Pepper" with the letters amp in
it, or "CafÃ©". People read that as a broken or unsafe link.

Bad:
    <meta property="og:title" content="{{ post.title }}">
    <meta property="og:description" content="Bread &amp;amp; butter">

Good:
    <meta property="og:title" content="Sourdough in 10 steps">
    <meta property="og:description" content="Bread &amp; butter">

Sources: mastodon link_details_extractor.rb@016c1e4e, which ignores the address "null" (2026-11-22); WHATWG HTML,
character references (2026-11-22); Footfall's own list of placeholders (2026-11-22).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from footfall.page import Page
from footfall.page.model import Span
from footfall.smo.judging.wording import listed, shortened
from footfall.smo.rule import Finding, Fix, Rule, Severity, Subject

RULE = Rule("meta-placeholder-or-entities", Severity.HIGH, Fix.SUGGESTED)

WORDS = frozenset(
    (
        *("undefined", "null", "nan", "[object object]", "false", "true", "todo", "tbd", "%s", "lorem ipsum"),
        *("untitled", "untitled document", "document", "react app", "vite app", "my app", "page title", "your title"),
        *("title here", "description here", "insert title here", "site title", "example title"),
    )
)
"""Whole values that only a forgotten template writes (Footfall's judgement, 2026-11-22)."""
MARKUP = re.compile(r"\{\{[^{}]*\}\}|\{%.*?%\}|<%.*?%>|\$\{[^{}]+\}|<\?php|%%[a-z_]+%%|\[\[[^\[\]]+\]\]")
ENTITY = re.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|hellip|[mn]dash|#\d{2,6}|#x[0-9a-f]{2,6});", re.IGNORECASE
)
_TAIL = re.escape(bytes(range(0x80, 0xC0)).decode("cp1252", "ignore")) + "\x80-\x9f"
GARBLED = re.compile(f"\ufffd|[ÂÃ][{_TAIL}]|â[{_TAIL}]{{2}}")
"""UTF-8 read as Windows-1252, and bytes that no encoding explains."""
ADDRESSES = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src", "og:url")
LONGEST_WORD = max(map(len, WORDS)) + 3
CONTEXT = 20
"""Characters before a fault that help people recognise the place."""
LONGEST = 2000
"""Characters of a value that are searched."""
LOST_PATHS = ("/undefined", "/null", "/NaN", "/[object%20Object]", "/[object Object]")


def check(subject: Subject) -> Iterator[Finding]:
    faults: dict[str, list[Fault]] = {}
    for key, value, span in _values(subject.page):
        kind, start = _fault(key, value)
        if kind:
            faults.setdefault(kind, []).append(Fault(key, value, start, span))
    for kind, found in faults.items():
        first = found[0]
        keys = list(dict.fromkeys(fault.key for fault in found))
        said, advice = SENTENCES[kind]
        yield Finding(
            message=f"{listed(keys)} {'show' if len(keys) > 1 else 'shows'} {said}: “{_around(first)}”; "
            "the card prints it as it is.",
            advice=advice,
            span=first.span,
            excerpt=_around(first),
        )


class Fault(NamedTuple):
    """A tag with what is wrong in it, from the character `start` on."""

    key: str
    value: str
    start: int
    span: Span | None


def _around(fault: Fault) -> str:
    start = max(0, fault.start - CONTEXT)
    return ("…" if start else "") + shortened(fault.value[start:])


SENTENCES = {
    "placeholder": (
        "a placeholder that was never filled in",
        "Fill the value in, or let the template leave the tag out when there is none.",
    ),
    "entity": (
        "a character reference that was escaped twice",
        "Escape the value once only: &amp; in the source stands for one & sign.",
    ),
    "garbled": (
        "letters that were read in the wrong encoding",
        "Store and send the text as UTF-8 from the database to the page, and say so in <meta charset>.",
    ),
}


def _values(page: Page) -> Iterator[tuple[str, str, Span | None]]:
    if page.title:
        yield "<title>", page.title[:LONGEST], page.title_span
    for meta in page.preview_metas:
        if meta.content:
            yield meta.key, meta.content[:LONGEST], meta.span


def _fault(key: str, value: str) -> tuple[str, int]:
    """The kind of fault and the character at which it starts; ("", 0) when nothing is wrong."""
    if len(value) < LONGEST_WORD and value.strip().lower() in WORDS:
        return "placeholder", 0
    if "/" in value and key in ADDRESSES and value.rstrip().endswith(LOST_PATHS):
        return "placeholder", value.rindex("/")
    if ("{" in value or "[[" in value or "<" in value or "%%" in value) and (found := MARKUP.search(value)):
        return "placeholder", found.start()
    if "&" in value and (found := ENTITY.search(value)):
        return "entity", found.start()
    if not value.isascii() and (found := GARBLED.search(value)):
        return "garbled", found.start()
    return "", 0
