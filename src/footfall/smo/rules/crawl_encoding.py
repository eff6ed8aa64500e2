"""The page comes in a compression that preview bots can't read.

Looks at: whether the server sends brotli or zstd although the request allowed gzip and deflate only, and whether the
body has the compression that its header names.

Why it matters: Facebook's crawler reads gzip and deflate. What arrives otherwise is noise without a single tag.

Bad:
    Accept-Encoding: gzip, deflate → Content-Encoding: br

Good:
    Accept-Encoding: gzip, deflate → Content-Encoding: gzip

Sources: developers.facebook.com, Sharing, crawler: "gzip and deflate" (2026-11-22); RFC 9110 section 12.5.3.
"""

from __future__ import annotations

from footfall.smo.judging.families import FACEBOOK
from footfall.smo.rule import Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("crawl-encoding", Severity.HIGH, Fix.MANUAL, consumers=FACEBOOK)


def check(subject: Subject) -> Outcome:
    facts = subject.facts
    if facts.brotli_only is None and facts.mislabelled is None:
        return Unknown("The page came from a file, so nobody knows how the server compresses it.")
    found = []
    if facts.brotli_only:
        found.append(
            Finding(
                message="The server sends brotli or zstd even to those who read only gzip; Facebook sees no tag then.",
                advice="Let the server or CDN choose by the Accept-Encoding header, and let its cache vary by it.",
            )
        )
    if facts.mislabelled:
        found.append(
            Finding(
                message="The Content-Encoding header names a compression that the body lacks, so bots read noise.",
                advice="Compress the page once, in one place, and remove the header where nothing is compressed.",
                consumers=("all",),
            )
        )
    return found
