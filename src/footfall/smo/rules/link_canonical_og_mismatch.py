"""og:url and the canonical address name two addresses for one page.

Looks at: `og:url` against `<link rel="canonical">`: scheme, host, path and query.

Why it matters: each address collects shares and comments of its own, so the counts are split, and networks that keep
what they fetched under og:url show the other page's card.

Bad:
    <link rel="canonical" href="https://bakery.example/bread/">
    <meta property="og:url" content="http://www.bakery.example/bread">

Good:
    <link rel="canonical" href="https://bakery.example/bread/">
    <meta property="og:url" content="https://bakery.example/bread/">

Sources: developers.facebook.com, Sharing, webmasters: og:url is the canonical address (2026-11-22); documentation of
SEO audits that check the same (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.address import Parts, parts_of, without_www
from footfall.smo.judging.families import FACEBOOK
from footfall.smo.judging.wording import listed, shortened
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule(
    "link-canonical-og-mismatch",
    Severity.HIGH,
    Fix.AUTOMATIC,
    consumers=(*FACEBOOK, "linkedin", "pinterest", "whatsapp"),
)


def check(subject: Subject) -> Outcome:
    page = subject.page
    meta = page.meta("og:url")
    if meta is None or not page.canonical:
        return NOT_APPLICABLE
    stated, canonical = parts_of(page.resolve(meta.value)), parts_of(page.canonical)
    if stated is None or canonical is None:
        return NOT_APPLICABLE
    differing = _differences(stated, canonical)
    if not differing:
        return PASS
    return (
        Finding(
            message=f"og:url and the canonical address differ in {listed(differing)}, so shares are counted twice.",
            advice=f"Write the canonical address into og:url: {shortened(page.canonical, 200)}.",
            span=meta.span,
            excerpt=shortened(meta.value, 160),
            urls=(page.canonical,),
        ),
    )


def _differences(one: Parts, other: Parts) -> list[str]:
    found = []
    if one.scheme != other.scheme:
        found.append(f"the scheme ({one.scheme} and {other.scheme})")
    if one.host != other.host:
        same = without_www(one.host) == without_www(other.host)
        found.append("the www" if same else f"the host ({shortened(one.host, 40)} and {shortened(other.host, 40)})")
    if one.path != other.path:
        found.append("the final slash" if one.path.rstrip("/") == other.path.rstrip("/") else "the path")
    if one.query != other.query:
        found.append("the query")
    return found
