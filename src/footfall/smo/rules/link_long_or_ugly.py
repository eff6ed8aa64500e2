"""The address is long, or says nothing to a person.

Looks at: the address that people share (canonical, else the page's own): its length, and whether its last part is an
id.

Why it matters: an address is often the only thing a reader sees, in mails, in print, in networks that cut it off. One
that tells what it leads to is clicked and remembered; a long one breaks.

Bad:
    https://bakery.example/index.php?page=7&id=8f14e45fceea167a5a36dedd4bea2543

Good:
    https://bakery.example/round-loaf

Sources: Footfall's own judgement (heuristic, 2026-11-22).
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from footfall.smo.judging.wording import shortened
from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("link-long-or-ugly", Severity.LOW, Fix.SUGGESTED, consumers=(), heuristic=True)

LONGEST = 100
"""Characters that stay readable in a post (Footfall's own judgement, 2026-11-22)."""
ID = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{12,}|\d{5,}|(?!.*[a-z]{4})(?=.*[A-Za-z]\d)(?=.*[a-z])(?=.*[A-Z])\w{8,}"
)
"""A UUID, a hexadecimal or long number, or letters of both cases mixed with digits, without a word in them."""
WORDS = re.compile(r"[^\W\d_]{3,}[-_+][^\W\d_]{2,}")
"""Two words joined: somewhere in the path the address does speak."""
ID_KEYS = re.compile(r"(?:^|&)(?:id|p|page_?id|article_?id|post|sid|sessionid|phpsessid|jsessionid)=", re.IGNORECASE)


def check(subject: Subject) -> Outcome:
    url = subject.page.canonical or subject.page.url
    if not url:
        return Unknown("The page's address is not known.")
    long = len(url) > LONGEST
    if _is_opaque(url):
        length = f" has {len(url)} characters and" if long else ""
        what = f"The page's address{length} ends in an id, so people can't see what it leads to."
    elif long:
        what = f"The page's address has {len(url)} characters; posts cut such an address, and mails break it."
    else:
        return PASS
    return (
        Finding(
            message=what,
            advice="Share a short link with two or three plain words, and give new pages addresses of that kind.",
            excerpt=shortened(url, 160),
        ),
    )


def _is_opaque(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    path = unquote(parts.path)
    last = path.rstrip("/").rpartition("/")[2].partition(".")[0]
    if not last or last in ("index", "default"):
        return ID_KEYS.search(parts.query[:1000]) is not None
    return ID.fullmatch(last[:100]) is not None and WORDS.search(path[:1000]) is None
