"""An article doesn't say who wrote it, in the tags that cards show.

Looks at: `fediverse:creator` and `article:author` of articles, and the author in JSON-LD, which also serves Pinterest
and Mastodon.

Why it matters: Mastodon prints "More from @author" below a card and links the account, which brings followers.
Pinterest prints the author's name, Facebook links the profile. These two want different things in one tag: Pinterest
a name, Facebook the address of a profile. `article:author` may stand twice, once with each.

Bad:
    <meta property="og:type" content="article"><meta name="fediverse:creator" content="Ada Baker">

Good:
    <meta property="og:type" content="article"><meta name="fediverse:creator" content="@ada@social.example">
    <meta property="article:author" content="Ada Baker">

Sources: mastodon link_details_extractor.rb@016c1e4e (2026-11-22); guides on Pinterest's and Facebook's reading of
article:author (2026-11-22).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from footfall.page import Page
from footfall.smo.judging.article import sign_of_article
from footfall.smo.judging.families import FACEBOOK
from footfall.smo.judging.wording import shortened
from footfall.smo.rule import NOT_APPLICABLE, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("card-author-attribution", Severity.LOW, Fix.SUGGESTED, ("mastodon", "pinterest", *FACEBOOK))

ACCOUNT = re.compile(r"@?[\w.-]{1,64}@[\w-]+(?:\.[\w-]+)+")
"""user@host, as Mastodon resolves accounts (read 2026-11-22)."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    if page.meta_value("og:type").lower() != "article" and not sign_of_article(page):
        return NOT_APPLICABLE
    return tuple(_faults(page))


def _faults(page: Page) -> Iterator[Finding]:
    creator, author = page.meta("fediverse:creator"), page.meta("article:author")
    if creator is not None and not ACCOUNT.fullmatch(creator.value[:300]):
        yield Finding(
            message=f"fediverse:creator says “{shortened(creator.value, 60)}”, which is no account, "
            "so Mastodon names no author.",
            advice="Write it like @ada@social.example.",
            span=creator.span,
            consumers=("mastodon",),
        )
    if creator is None and author is None and not any(item.get("author") for item in page.json_ld_items):
        known = page.meta("author")
        yield Finding(
            message="The article names no author in the tags that cards read, so cards credit nobody.",
            advice="Add fediverse:creator with the author's account, and article:author with the name.",
            span=known.span if known else page.head_span,
        )
