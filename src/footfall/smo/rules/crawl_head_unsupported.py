"""The server doesn't answer HEAD requests as it answers GET.

Looks at: the status and Content-Type of a HEAD request for the page.

Why it matters: Nextcloud asks by HEAD whether the page is text/html and draws no card otherwise. Misskey asks by HEAD
for redirects first; failing there it goes on, but reads a redirecting address less well.

Bad:
    HEAD /blog/sourdough → 405 Method Not Allowed

Good:
    HEAD /blog/sourdough → 200, Content-Type: text/html; charset=utf-8

Sources: nextcloud lib/public/Collaboration/Reference/LinkReferenceProvider.php@06cf356f; misskey-dev/summaly
src/utils/got.ts, package 5.5.1 (2026-11-22); RFC 9110 section 9.3.2.
"""

from __future__ import annotations

from footfall.smo.judging.answer import HTML_TYPES, media_type
from footfall.smo.judging.wording import shortened
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("crawl-head-unsupported", Severity.MEDIUM, Fix.MANUAL, consumers=("nextcloud", "misskey"))


def check(subject: Subject) -> Outcome:
    head, response = subject.facts.head, subject.facts.response
    if head is None:
        return Unknown("Nobody sent the server a HEAD request for this page.")
    if response is not None and response.status != 200:
        return NOT_APPLICABLE
    said = media_type(head.headers)
    if head.fault is not None:
        what = f"is not answered, because {head.fault.value}"
    elif head.status != 200:
        what = f"gets status {head.status}, although the page itself is there"
    elif said not in HTML_TYPES:
        what = f"says that the page is {shortened(said, 60)}" if said else "doesn't say of what type the page is"
    else:
        return PASS
    return (
        Finding(
            message=f"A HEAD request for the page {what}; Nextcloud asks that way first and draws no card then.",
            advice="Let the server answer HEAD with the status and headers of GET, without the body.",
        ),
    )
