"""Header, page and bytes disagree about the character encoding, or nobody states it.

Looks at: the charset in the Content-Type header, the one in `<meta charset>`, and whether the bytes fit.

Why it matters: browsers believe the header first, Mastodon and Misskey guess from the bytes first, so the same title
shows as "Käse" here and as "KÃ¤se" there.

Bad:
    Content-Type: text/html; charset=iso-8859-1  with  <meta charset="utf-8">

Good:
    Content-Type: text/html; charset=utf-8  with  <meta charset="utf-8">

Sources: mastodon/mastodon app/lib/link_details_extractor.rb@016c1e4e; synapse synapse/media/preview_html.py, package
1.163.2 (2026-11-22); WHATWG HTML, "determining the character encoding" (2026-11-22).
"""

from __future__ import annotations

from footfall.page import Page
from footfall.page.encoding import PRESCAN, codec_name, declared_in_header, declared_in_meta
from footfall.page.model import Meta, Span
from footfall.smo.judging.wording import shortened
from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("crawl-charset", Severity.MEDIUM, Fix.AUTOMATIC, consumers=("matrix", "mastodon"))

ADVICE = 'Store the page as UTF-8, send charset=utf-8 in the header, and begin the head with <meta charset="utf-8">.'


def check(subject: Subject) -> Outcome:
    page = subject.page
    header = declared_in_header(page.content_type)
    if page.encoding_source == "meta" and not header and not page.damaged:
        return PASS
    meta = declared_in_meta(page.data)
    unknown = [label for label in (header, meta) if label and not codec_name(label)]
    if unknown:
        return (_finding(page, f"The page names the charset {shortened(unknown[0], 40)}, which nobody knows", None),)
    if page.data.isascii():
        return PASS
    if header and meta and codec_name(header) != codec_name(meta):
        return (_finding(page, f"The header says {shortened(header, 40)}, the page says {shortened(meta, 40)}", None),)
    if page.damaged:
        where = "the title or the tags" if _card_damaged(page) else "its text"
        severity = None if _card_damaged(page) else Severity.LOW
        return (_finding(page, f"The page is read as {page.encoding}, but bytes in {where} don't fit that", severity),)
    if header or meta or page.encoding_source == "bom":
        return PASS
    return _unstated(page, asked=subject.facts.response is not None)


def _unstated(page: Page, *, asked: bool) -> Outcome:
    if not asked:
        return Unknown("The page's first bytes name no charset, and nobody asked whether the server's header does.")
    late = _late_charset(page)
    if late is not None:
        what = f"The page names its charset only after its first {PRESCAN} bytes, and the server not at all"
        return (_finding(page, what, Severity.LOW, late.span),)
    severity = Severity.LOW if page.encoding_source == "utf-8" else None
    return (_finding(page, "Neither the server nor the page names the charset", severity),)


def _late_charset(page: Page) -> Meta | None:
    for meta in page.metas:
        if not (meta.prop or meta.name) and ("charset" in meta.attrs or "charset=" in (meta.content or "").lower()):
            return meta
    return None


def _card_damaged(page: Page) -> bool:
    return "\ufffd" in page.title or any("\ufffd" in meta.value for meta in page.metas)


def _finding(page: Page, what: str, severity: Severity | None, span: Span | None = None) -> Finding:
    return Finding(
        message=f"{what}, so each reader guesses, and letters beyond ASCII may turn into others.",
        advice=ADVICE,
        span=span or page.head_span,
        severity=severity,
    )
