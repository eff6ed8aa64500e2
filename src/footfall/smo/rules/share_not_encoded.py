"""A share link's text or address is not percent-encoded, so a part of it is lost; or its text is too long for X.

Looks at: each share link as written: a `#` or `&` inside the text, an address with parameters of its own, spaces and
letters outside the allowed ones, `&amp;amp;`; and the length of X posts by X's own counting.

Why it matters: the network reads a bare `#` or `&` as the end of the text. Readers see half a sentence or a link to
another page, correct it by hand, or give up.

Bad:
    <a href="https://x.com/intent/post?text=Bread & butter #sourdough&url=https://bakery.example/a">Share</a>

Good:
    <a href="https://x.com/intent/post?text=Bread%20%26%20butter&url=https%3A%2F%2Fbakery.example%2Fa">Share</a>

Sources: RFC 3986, section 2 (2005-01, assumed for each network's reader); twitter-text version 3 configuration: 280
weighted characters, each link 23 (2026-11-22).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from footfall.page import Page
from footfall.page.model import ShareControl
from footfall.smo.judging.shares import about, names_of
from footfall.smo.judging.xpost import MOST, length_of_post
from footfall.smo.rule import NOT_APPLICABLE, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("share-not-encoded", Severity.MEDIUM, Fix.AUTOMATIC, consumers=())

ILLEGAL: Final = re.compile(r"[^!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]")
"""Characters that have no place in an address (RFC 3986)."""
LONE_PERCENT: Final = re.compile(r"%(?![0-9a-fA-F]{2})")
LONE_AMPERSAND: Final = re.compile(r"&(?=[^=&#]+(?:&|#|$))")
NESTED: Final = re.compile(r"=https?://[^&#]*\?[^&#]*&(?P<next>[\w.\-]+)=", re.IGNORECASE)
DOUBLY_ESCAPED: Final = re.compile(r"&(?:amp;|#38;)")
KNOWN: Final = frozenset(
    (
        *("text", "url", "u", "t", "title", "via", "hashtags", "related", "summary", "source", "mini", "description"),
        *(
            "media",
            "quote",
            "app_id",
            "display",
            "redirect_uri",
            "link",
            "href",
            "name",
            "caption",
            "picture",
            "subject",
        ),
        *("body", "in_reply_to", "ro", "lang", "original_referer", "counturl", "hashtag", "is_video", "v", "ref", "n"),
        *("tw_p", "linkurl", "linkname", "message", "image", "pic", "appkey", "desc", "site", "content", "cid"),
    )
)
"""Parameters that share pages themselves know: behind an address they begin something new."""


def check(subject: Subject) -> Outcome:
    links = [control for control in subject.page.share_controls if "?" in control.href]
    if not links:
        return NOT_APPLICABLE
    found = []
    for fault, message in FAULTS:
        faulty = [control for control in links if fault(control.href.partition("?")[2])]
        if faulty:
            found.append(_finding(subject.page, faulty, message))
    long = [control for control in links if control.network == "x" and _length(control) > MOST]
    if long:
        found.append(_too_long(subject.page, long))
    return tuple(found)


def _cuts_at_hash(query: str) -> bool:
    return bool(query.partition("#")[2].strip())


def _cuts_at_ampersand(query: str) -> bool:
    return LONE_AMPERSAND.search(query) is not None and DOUBLY_ESCAPED.search(query) is None


def _nests(query: str) -> bool:
    found = NESTED.search(f"={query}") if "://" in query else None
    return found is not None and found.group("next").lower() not in KNOWN


def _doubly_escaped(query: str) -> bool:
    return DOUBLY_ESCAPED.search(query) is not None


def _illegal(query: str) -> bool:
    return ILLEGAL.search(query) is not None or LONE_PERCENT.search(query) is not None


FAULTS: Final[tuple[tuple[Callable[[str], bool], str], ...]] = (
    (_cuts_at_hash, "a # that is not encoded, so everything behind it is lost"),
    (_cuts_at_ampersand, "an & that is not encoded, so the text ends there"),
    (_nests, "an address with parameters of its own that is not encoded, so its second half is lost"),
    (_doubly_escaped, "&amp;amp; instead of &amp;, so the parameters behind it are not read"),
    (_illegal, "spaces or letters that are not percent-encoded, which some apps cut off"),
)


def _finding(page: Page, faulty: list[ShareControl], what: str) -> Finding:
    links = "share link contains" if len(faulty) == 1 else "share links contain"
    return about(
        page,
        faulty[0],
        f"{len(faulty)} {links} {what} ({names_of(faulty)}).",
        "Percent-encode each text and address before it goes into the link, for example with encodeURIComponent.",
    )


def _length(control: ShareControl) -> int:
    return length_of_post(control.text, with_link=bool(control.shared_url) and control.shared_url not in control.text)


def _too_long(page: Page, long: list[ShareControl]) -> Finding:
    return about(
        page,
        long[0],
        f"The text prepared for X counts {_length(long[0])} characters with its link, and X takes {MOST}; nobody can "
        "send it without shortening.",
        "Shorten the prepared text, or share the title alone.",
    )
