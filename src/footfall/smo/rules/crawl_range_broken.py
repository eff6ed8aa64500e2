"""The server answers requests for a part of the page wrongly.

Looks at: the answer to a Range request for the page's first bytes: its status, and whether the bytes are those of the
page.

Why it matters: Slack asks for the first 32 KB, Lemmy for the first MiB, Facebook for parts as well. A server may
ignore the wish and send the whole page; but a refusal or a garbled part leaves these without a card.

Bad:
    GET /blog/sourdough, Range: bytes=0-32767 → 416 Range Not Satisfiable

Good:
    the same request → 206 with those bytes, or 200 with the whole page

Sources: LemmyNet/lemmy crates/api_common/src/request.rs@01222156 (2026-11-22); guides on Slack's and Facebook's bots
(2026-11-22); RFC 9110 section 14.2.
"""

from __future__ import annotations

from footfall.smo.judging.families import FACEBOOK
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("crawl-range-broken", Severity.HIGH, Fix.MANUAL, consumers=("slack", *FACEBOOK, "lemmy"))


def check(subject: Subject) -> Outcome:
    part, response = subject.facts.range, subject.facts.response
    if part is None:
        return Unknown("Nobody asked the server for a part of this page.")
    if response is not None and response.status != 200:
        return NOT_APPLICABLE
    if part.fault is not None:
        what = f"is not answered, because {part.fault.value}"
    elif part.status not in (200, 206):
        what = f"gets status {part.status}"
    elif part.status == 206 and part.matches is False:
        what = "brings other bytes than the page has there"
    else:
        return PASS
    return (
        Finding(
            message=f"A request for the page's first bytes {what}; bots that ask that way draw no card.",
            advice="Let the server send status 206 with exactly those bytes, or the whole page with 200.",
        ),
    )
