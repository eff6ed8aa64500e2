"""The page's answer can neither be kept nor checked for changes.

Looks at: the headers ETag, Last-Modified, Cache-Control and Expires of the page's answer.

Why it matters: one post on Mastodon makes every server that sees it fetch the page within a minute. If no cache before
the site may keep the page, hundreds of requests reach the program that makes it, and it goes down when it is popular.

Bad:
    Cache-Control: no-store

Good:
    Cache-Control: public, max-age=300
    ETag: "33a64df5"

Sources: mastodon/mastodon#4486 (2026-11-22); RFC 9110 and RFC 9111 (2026-11-22).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("perf-no-cache-validators", Severity.MEDIUM, Fix.MANUAL, ("mastodon",))

KEPT = re.compile(r"\b(?:s-maxage|max-age)\s*=\s*\"?0*[1-9]")


def check(subject: Subject) -> Outcome:
    response = subject.facts.response
    if response is None or not response.headers:
        return Unknown("The page was not fetched from a server, so its cache headers are not known.")
    if response.status != 200:
        return NOT_APPLICABLE
    fault = _fault(response.headers)
    if not fault:
        return PASS
    return (
        Finding(
            message=f"{fault}, so a popular post on Mastodon lets hundreds of servers fetch the page anew at once.",
            advice="Send Cache-Control: public, max-age=300 and an ETag for pages that everybody sees alike.",
        ),
    )


def _fault(headers: Mapping[str, str]) -> str:
    control = headers.get("cache-control", "").lower()
    if "no-store" in control:
        return "The page's answer forbids to keep it (Cache-Control: no-store)"
    dated = headers.get("expires", "0").strip() not in ("0", "-1")
    if headers.get("etag") or headers.get("last-modified") or dated or KEPT.search(control):
        return ""
    return "The page's answer has neither ETag nor Last-Modified nor a time for which it may be kept"
