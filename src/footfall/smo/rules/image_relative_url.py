"""The preview picture's address is not absolute.

Looks at: the content of every `og:image` (also `:url` and `:secure_url`) and `twitter:image`.

Why it matters: a preview bot reads the tag away from the page. Many complete a relative address from the page's own,
Nextcloud does not and shows no picture. An address that nobody can fetch (`data:`, `file:`) fails everywhere.

Bad:
    <meta property="og:image" content="/img/bread.jpg">

Good:
    <meta property="og:image" content="https://bakery.example/img/bread.jpg">

Sources: nextcloud lib/public/Collaboration/Reference/LinkReferenceProvider.php@06cf356f (2026-11-22); ogp.me, whose
examples are absolute (2026-11-22); eslint.org#122 and letsrevel/revel-frontend#188 (2026-11-22).
"""

from __future__ import annotations

import re

from footfall.page.model import Meta
from footfall.page.pictures import OPEN_GRAPH, TWITTER
from footfall.smo.judging.wording import shortened
from footfall.smo.rule import ALL, NOT_APPLICABLE, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("image-relative-url", Severity.HIGH, Fix.AUTOMATIC, consumers=("nextcloud",))

SCHEME = re.compile(r"([a-z][a-z0-9+.-]{0,20}):", re.IGNORECASE)
PLACEHOLDERS = ("undefined", "null", "none", "false", "{{", "{%", "<%", "[object")
"""Beginnings of values that are no address at all; meta-placeholder-or-entities reports them."""
MOST = 5
"""Findings a page; a gallery repeats the same mistake."""


def check(subject: Subject) -> Outcome:
    metas = [
        meta
        for key in (*OPEN_GRAPH, *TWITTER)
        for meta in subject.page.metas_by_key.get(key, ())
        if meta.value and not meta.value.lower().startswith(PLACEHOLDERS)
    ]
    if not metas:
        return NOT_APPLICABLE
    found = []
    for meta in metas:
        scheme = SCHEME.match(meta.value)
        if scheme is None:
            found.append(_relative(subject, meta))
        elif scheme[1].lower() not in ("http", "https"):
            found.append(_strange(meta, scheme[1].lower()))
        if len(found) == MOST:
            break
    return found


def _relative(subject: Subject, meta: Meta) -> Finding:
    profiles = subject.previews.profiles.values()
    dropping = {profile.id for profile in profiles if profile.text("address.relative") == "dropped"}
    consumers = RULE.consumers if meta.key.startswith("og:") else ("x",)
    return Finding(
        message=f"The picture's address in {meta.key} is not absolute; readers that don't complete it show none.",
        advice=f"Write the whole address: {shortened(subject.page.resolve(meta.value), 300)} if that is the picture.",
        span=meta.span,
        excerpt=shortened(meta.value, 160),
        consumers=tuple(sorted(dropping.union(consumers))),
    )


def _strange(meta: Meta, scheme: str) -> Finding:
    return Finding(
        message=f"The picture in {meta.key} has a {scheme}: address, which no preview bot can fetch.",
        advice="Publish the picture on a web server and write its https address.",
        span=meta.span,
        excerpt=shortened(meta.value, 160),
        severity=Severity.CRITICAL,
        consumers=ALL,
    )
