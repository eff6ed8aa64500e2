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

from footfall.smo.judging.answer import media_type
from footfall.smo.judging.wording import named, shortened
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

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
        return (
            Finding(
                message="The server offers the page as a download, so there is no card.",
                advice="Send the page without Content-Disposition: attachment.",
            ),
        )
    said = media_type(response.headers)
    if said == "text/html":
        return PASS
    consumers = _refusing(subject, said)
    if not consumers:
        return PASS
    announced = f"announces the page as {shortened(said, 60)}" if said else "doesn't say what type the page is"
    whom = named(consumers, subject.previews.profiles)
    return (
        Finding(
            message=f"The server {announced}, so there is no card on {whom}.",
            advice="Let the server send Content-Type: text/html with the page's charset.",
            consumers=consumers,
        ),
    )


def _refusing(subject: Subject, said: str) -> tuple[str, ...]:
    """Who doesn't read that type, by the profiles; for want of one by what is known here."""
    profiles = subject.previews.profiles
    read = {name: profile.words("fetch.types") for name, profile in profiles.items()}
    found = {name for name, types in read.items() if types and said not in types}
    found.update(name for name in RULE.consumers if not read.get(name) and (said != XHTML or name in HTML_ONLY))
    return tuple(sorted(found))
