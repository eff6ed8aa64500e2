"""Preview tags whose attributes are unquoted or in single quotes.

Looks at: how `property`, `name` and `content` of og: and twitter: tags and of the description are written.

Why it matters: HTML allows it, and minifiers do it to save bytes, but some readers look for quoted text instead of
parsing HTML: WhatsApp (reported for Android) and Rocket.Chat need quotes, Bluesky's app needs double ones. There the
card is empty.

Bad:
    <meta property=og:title content=Sourdough>

Good:
    <meta property="og:title" content="Sourdough">

Sources: kangax/html-minifier#1078 and nopSolutions/nopCommerce#6156 (2026-11-22); Rocket.Chat server.ts@0d97bfce
(2026-11-22); bluesky-social/social-app html.ts@35c1b251 (2026-11-22).
"""

from __future__ import annotations

from collections.abc import Iterator

from footfall.page.model import Meta, Quoting
from footfall.smo.judging.founded import surely
from footfall.smo.judging.wording import listed, named
from footfall.smo.rule import Finding, Fix, Rule, Severity, Subject

STRICT = {Quoting.NONE: ("whatsapp", "rocketchat", "bluesky"), Quoting.SINGLE: ("bluesky",)}
RULE = Rule("meta-unquoted-attributes", Severity.HIGH, Fix.AUTOMATIC, STRICT[Quoting.NONE])
FAILING = {Quoting.NONE: ("quoted", "double"), Quoting.SINGLE: ("double",)}


def check(subject: Subject) -> Iterator[Finding]:
    loose = [meta for meta in subject.page.preview_metas if meta.quoting is not Quoting.DOUBLE]
    for quoting, severity in ((Quoting.NONE, Severity.HIGH), (Quoting.SINGLE, Severity.MEDIUM)):
        metas = [meta for meta in loose if meta.quoting is quoting]
        if metas:
            yield _finding(subject, quoting, severity, metas)


def _finding(subject: Subject, quoting: Quoting, severity: Severity, metas: list[Meta]) -> Finding:
    profiles = subject.previews.profiles
    said = surely(profiles, "attributes.quoting", lambda value: value in FAILING[quoting])
    consumers = said or list(STRICT[quoting])
    how = "written without quotes" if quoting is Quoting.NONE else "written with single quotes"
    keys = list(dict.fromkeys(meta.key for meta in metas))
    return Finding(
        message=f"{listed(keys)} {'are' if len(keys) > 1 else 'is'} {how}; {named(consumers, profiles)} "
        f"{'fail' if len(consumers) > 1 else 'fails'} to read such tags.",
        advice="Write these attributes in double quotes; a minifier has a switch that keeps attribute quotes.",
        span=metas[0].span,
        severity=severity,
        consumers=tuple(consumers),
    )
