"""The canonical address lies on another host than the page.

Looks at: the host of `<link rel="canonical">` against the host at which the page was found.

Why it matters: search engines and Facebook then credit the other site with what this page earns. Mastodon ignores
such an address for safety, so counts fall apart there. For syndicated texts it is meant so; after a move or on a test
host it is an oversight.

Bad:
    https://shop.bakery.example/bread says canonical https://old-bakery.example/bread

Good:
    https://shop.bakery.example/bread says canonical https://shop.bakery.example/bread

Sources: mastodon/mastodon app/lib/link_details_extractor.rb@016c1e4e (2026-11-22).
"""

from __future__ import annotations

from footfall.page import host_of
from footfall.smo.judging.address import without_www
from footfall.smo.judging.wording import shortened
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("link-canonical-cross-host", Severity.MEDIUM, Fix.MANUAL, consumers=("mastodon",))


def check(subject: Subject) -> Outcome:
    page, response = subject.page, subject.facts.response
    canonical = host_of(page.canonical)
    if not canonical:
        return NOT_APPLICABLE
    own = host_of(response.url) if response else page.host
    if not own:
        return Unknown("The page's address is not known, so its host can't be compared with the canonical one.")
    if own == canonical:
        return PASS
    link = next(link for link in page.links_of("canonical") if link.href)
    www_only = without_www(own) == without_www(canonical)
    return (
        Finding(
            message=f"The page lies on {shortened(own, 60)}, its canonical address on {shortened(canonical, 60)}; "
            "what it earns in shares is credited there, and Mastodon ignores such an address.",
            advice="Redirect one spelling to the other."
            if www_only
            else "Name the page's own address, unless this is a copy of a text that belongs to the other site.",
            span=link.span,
            excerpt=shortened(link.href, 160),
            severity=Severity.LOW if www_only else None,
            urls=(page.canonical,),
        ),
    )
