"""`og:locale` is missing where it is needed, malformed, or names another language than the page.

Looks at: `og:locale` and the `lang` attribute of `<html>`.

Why it matters: Facebook takes a page without `og:locale` for American English; Mastodon files the link under the
language stated here, so that people who filter languages see it or don't. An English page needs no tag, since English
is the default.

Bad:
    <html lang="de"><head><meta property="og:locale" content="en_US"></head>

Good:
    <html lang="de"><head><meta property="og:locale" content="de_DE"></head>

Sources: ogp.me, optional metadata (2026-11-22); mastodon link_details_extractor.rb@016c1e4e (2026-11-22).
"""

from __future__ import annotations

import re

from footfall.page.model import Span
from footfall.smo.judging.families import FACEBOOK
from footfall.smo.judging.wording import shortened
from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("meta-og-locale", Severity.LOW, Fix.AUTOMATIC, (*FACEBOOK, "mastodon"))

VALID = re.compile(r"[a-z]{2,3}_[A-Z]{2}")
"""language_TERRITORY (ogp.me, read 2026-11-22)."""
LANGUAGE = re.compile(r"[a-z]{2,3}(?=[-_]|$)")
SAME = {"no": "nb", "nn": "nb", "iw": "he", "in": "id", "tl": "fil", "ji": "yi"}
"""Old and new codes of one language (IANA language subtag registry, read 2026-11-22); Norwegian counts as one."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    stated = page.meta("og:locale")
    spoken = _language(page.language)
    if stated is None:
        return PASS if spoken == "en" else (_missing(spoken, page.root_span),)
    value = stated.value
    if not VALID.fullmatch(value):
        return (
            Finding(
                message=f"og:locale says “{shortened(value, 30)}”, which is not of the form language_TERRITORY.",
                advice="Write it like de_DE or pt_BR: small letters, an underscore, capital letters.",
                span=stated.span,
            ),
        )
    if spoken and _language(value) != spoken:
        return (
            Finding(
                message=f"og:locale says {value}, but the page's lang attribute says {shortened(page.language, 30)}; "
                "consumers file the link under the wrong language.",
                advice="Make both name the language the page is written in.",
                span=stated.span,
            ),
        )
    return PASS


def _language(tag: str) -> str:
    found = LANGUAGE.match(tag.strip().lower())
    return SAME.get(found.group(), found.group()) if found else ""


def _missing(spoken: str, span: Span | None) -> Finding:
    reason = f"the page is in {spoken}" if spoken else "the page doesn't state its language either"
    return Finding(
        message=f"The page has no og:locale, which consumers take for American English, but {reason}.",
        advice='Add <meta property="og:locale" content="…"> with language and territory, such as de_DE.',
        span=span,
    )
