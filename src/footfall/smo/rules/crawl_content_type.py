"""The server doesn't call the page a web page.

Looks at: the Content-Type and Content-Disposition headers of the page's answer.

Why it matters: Mastodon, Misskey and Signal look at these first. Anything but `text/html`, or a page offered as a
download, is not read, so there is no card.

Bad:
    Content-Type: text/plain

Good:
    Content-Type: text/html; charset=utf-8

Sources: mastodon/mastodon app/services/fetch_link_card_service.rb@00793a86; misskey-dev/summaly src/utils/got.ts,
package 5.5.1; Signal-Desktop linkPreviewFetch@023ae374 (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown
from footfall.smo.rules._answer import media_type
from footfall.smo.rules._wording import named, shortened

RULE = Rule("crawl-content-type", Severity.CRITICAL, Fix.MANUAL, consumers=("mastodon", "signal", "misskey"))

XHTML = "application/xhtml+xml"
HTML_ONLY = ("mastodon", "signal")
"""Consumers that read text/html and nothing else (their code, 2026-11-22), unless the profile says otherwise."""


def check(subject: Subject) -> Outcome:
    response = subject.facts.response
    if response is None:
        return Unknown("The page came from a file, so nobody knows as what the server announces it.")
    if response.status != 200:
        return NOT_APPLICABLE
    if response.header("content-disposition").strip().lower().startswith("attachment"):
        return (_finding("The server offers the page as a download", "Send no Content-Disposition: attachment.", None),)
    said = media_type(response.headers)
    if said == "text/html":
        return PASS
    if said == XHTML:
        return _xhtml(subject)
    what = f"The server announces the page as {shortened(said, 60)}" if said else "The server doesn't say what this is"
    return (_finding(what, "Let the server send Content-Type: text/html with the page's charset.", None),)


def _xhtml(subject: Subject) -> Outcome:
    profiles = subject.previews.profiles
    types = {name: profile.words("fetch.types") for name, profile in profiles.items()}
    refusing = {name for name, read in types.items() if read and XHTML not in read}
    refusing.update(name for name in HTML_ONLY if name not in profiles)
    if not refusing:
        return PASS
    consumers = tuple(sorted(refusing))
    what = f"The server announces the page as XHTML, which {named(consumers, profiles)} don't read"
    return (_finding(what, "Send Content-Type: text/html; every reader of XHTML takes that too.", consumers),)


def _finding(what: str, advice: str, consumers: tuple[str, ...] | None) -> Finding:
    return Finding(
        message=f"{what}, so those who go by that draw no card.",
        advice=advice,
        consumers=consumers,
    )
