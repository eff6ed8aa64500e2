"""Preview tags that end up outside the head.

Looks at: where og: and twitter: tags stand in the document tree. A tag in the source's head belongs to the body as
soon as an element before it (an `<img>`, `<div>` or `<iframe>`, often a tracking pixel) ends the head.

Why it matters: WhatsApp's documentation asks for tags inside `<head>`, and other readers stop where it ends. They
then show a bare link although the tags are there.

Bad:
    <head><img src="https://pixel.example/1.gif"><meta property="og:title" content="Sourdough"></head>

Good:
    <head><meta property="og:title" content="Sourdough"></head>

Sources: WhatsApp, link previews in the business messaging documentation (updated 2026-05-21, read 2026-11-22);
WHATWG HTML, the "in head" insertion mode (2026-11-22).
"""

from __future__ import annotations

import turbohtml

from footfall.page import Page
from footfall.page.model import Meta, Place
from footfall.smo.judging.founded import surely
from footfall.smo.judging.wording import listed
from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("meta-not-in-head", Severity.HIGH, Fix.AUTOMATIC, ("whatsapp", "pinterest"))


def check(subject: Subject) -> Outcome:
    page = subject.page
    outside = [meta for meta in page.preview_metas if meta.place is Place.BODY]
    if not outside:
        return PASS
    inside = {meta.key for meta in page.preview_metas if meta.place is Place.HEAD}
    lost = [meta for meta in outside if meta.key not in inside]
    if not lost:
        return PASS
    keys = list(dict.fromkeys(meta.key for meta in lost))
    stand = "stand" if len(keys) > 1 else "stands"
    return (
        Finding(
            message=f"{listed(keys)} {stand} outside the page's head{_reason(page, lost[0])}; WhatsApp and others "
            "that stop where the head ends don't see them.",
            advice="Move the tags to the top of the head, before any tracking code.",
            span=lost[0].span,
            consumers=_consumers(subject, lost[-1]),
        ),
    )


def _reason(page: Page, first: Meta) -> str:
    """Half a sentence that names the element which ended the head before the tag; "" when the page itself ended it."""
    end = page.data.find(b"</head>")
    bodies = page.elements["body"]
    if end < first.span.start or not bodies:
        return ""
    for child in bodies[0].children:
        if isinstance(child, turbohtml.Element):
            return f", because the <{child.tag[:40]}> in line {child.source_line} ends it"
        if isinstance(child, turbohtml.Text) and child.data.strip():
            return ", because text before them ends it"
    return ""


def _consumers(subject: Subject, last: Meta) -> tuple[str, ...]:
    body = subject.page.body_span
    behind_body = body is not None and last.span.start > body.start
    strict = surely(
        subject.previews.profiles,
        "attributes.head_only",
        lambda value: value is True or (value == "before-body" and behind_body),
    )
    return tuple(dict.fromkeys((*RULE.consumers, *strict)))
