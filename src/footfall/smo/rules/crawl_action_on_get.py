"""Opening the address does something, and preview bots open addresses.

Looks at: the words in the page's own address: its path and the `action` of its query.

Why it matters: as soon as a link is posted, bots fetch it, Slack's within a second. A link that unsubscribes,
confirms, votes or deletes on a plain GET is then carried out before anybody has clicked.

Bad:
    https://bakery.example/unsubscribe?token=8f14e45f

Good:
    the address shows a button, and only the button's POST acts

Sources: guides on Slack's link expansion (2026-11-22); RFC 9110 section 9.2.1, safe methods (2026-11-22).
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from footfall.smo.judging.wording import shortened
from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("crawl-action-on-get", Severity.HIGH, Fix.MANUAL, consumers=("slack",))

ACTIONS = frozenset(
    (
        *("unsubscribe", "optout", "confirm", "activate", "verify", "approve", "accept", "decline", "reject"),
        *("delete", "remove", "destroy", "cancel", "logout", "signout", "vote", "upvote", "downvote", "like"),
        *("follow", "unfollow", "reset", "revoke", "publish", "unpublish", "purge"),
    )
)
HINTS = ACTIONS | {"opt", "log", "sign"}
"""The cheap question first: nearly no address holds one of these words."""
PLAIN_WORD = re.compile("[a-z]+")
KEYS = frozenset(("token", "key", "hash", "code", "sig", "signature", "nonce", "_wpnonce", "csrf", "auth", "hmac"))
"""Query names that carry a permission, a sign that the address itself acts."""
QUERY_ACTIONS = frozenset(("action", "do", "op", "cmd"))
OPAQUE = re.compile(r"(?=.*\d)(?:[0-9A-Za-z_]{16,}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})")
"""A permission as the last part of a path: long, with digits, without the hyphens of a headline; or a UUID."""
JOINTS = re.compile(r"[-_]|\.\w+$")


def check(subject: Subject) -> Outcome:
    url = subject.page.url
    if not url:
        return Unknown("The page's address is not known, so nobody can say whether opening it does something.")
    action = _action(url)
    if not action:
        return PASS
    return (
        Finding(
            message=f"The address says “{action}”, so opening it may act, and preview bots open every posted link.",
            advice="Let the address show a page with a button, and act on the button's POST only.",
            excerpt=shortened(url, 160),
        ),
    )


def _action(url: str) -> str:
    """The verb that the address carries out, "" when it reads like a page."""
    if HINTS.isdisjoint(PLAIN_WORD.findall(url.lower())):
        return ""
    try:
        parts = urlsplit(url)
        query = {name.lower(): value.lower() for name, value in parse_qsl(parts.query[:2000])}
    except ValueError:
        return ""
    for name in QUERY_ACTIONS.intersection(query):
        if _verb(query[name]):
            return _verb(query[name])
    segments = [segment for segment in parts.path.split("/") if segment]
    if segments and not KEYS.isdisjoint(query):
        return _verb(segments[-1])
    if len(segments) > 1 and OPAQUE.fullmatch(segments[-1]):
        return _verb(segments[-2])
    return ""


def _verb(text: str) -> str:
    word = JOINTS.sub("", text.lower())
    return word if word in ACTIONS else ""
