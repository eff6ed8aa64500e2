"""A link to a Mastodon account doesn't prove that the site belongs to it.

Looks at: links to accounts on Mastodon and its like, with `rel="me"` on them or on a `<link>` in the head.

Why it matters: Mastodon shows a green mark beside the site's address on the account only when the site links back with
rel="me". It costs one attribute.

Bad:
    <a href="https://mastodon.social/@cornerbakery">Mastodon</a>

Good:
    <a rel="me" href="https://mastodon.social/@cornerbakery">Mastodon</a>

Sources: Mastodon documentation, link verification (assumed to be current, 2026-11-22).
"""

from __future__ import annotations

from footfall.page.profiles import account_of
from footfall.smo.judging.wording import shortened
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("profile-rel-me", Severity.INFO, Fix.MANUAL, consumers=())


def check(subject: Subject) -> Outcome:
    page = subject.page
    accounts = {account_of(link.url): link for link in page.profile_links if link.network == "mastodon"}
    if not accounts:
        return NOT_APPLICABLE
    marked = any(link.rel_me for link in page.profile_links) or any("me" in link.rel for link in page.links)
    if marked or len(accounts) > 1:  # Several accounts are other people's, and none of them is the site's for certain.
        return PASS
    link = next(iter(accounts.values()))
    return (
        Finding(
            message="The link to the Mastodon account has no rel=me, so the account can't prove whose site this is.",
            advice='Write rel="me" into the link, if the account is yours.',
            line=link.line,
            excerpt=shortened(link.url, 160),
        ),
    )
