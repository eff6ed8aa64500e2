"""`twitter:site` is missing, or a handle is malformed.

Looks at: `twitter:site` and `twitter:creator` of pages that state a card.

Why it matters: the handle credits your account where the card is shown and lets you see who shares your pages. An
address or a name without @ is ignored.

Bad:
    <meta name="twitter:card" content="summary"><meta name="twitter:site" content="https://x.com/cornerbakery">

Good:
    <meta name="twitter:card" content="summary"><meta name="twitter:site" content="@cornerbakery">

Sources: developer.x.com, Cards markup (2026-11-22).
"""

from __future__ import annotations

import re

from footfall.page.model import Meta
from footfall.smo.judging.wording import shortened
from footfall.smo.judging.xcard import card_of
from footfall.smo.rule import NOT_APPLICABLE, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("card-site-handle", Severity.LOW, Fix.SUGGESTED, ("x",))

HANDLE = re.compile(r"@[A-Za-z0-9_]{1,15}")
"""X's user names (help.x.com, user name rules, read 2026-11-22)."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    card = card_of(page)
    if card is None:
        return NOT_APPLICABLE
    found = [_malformed(meta) for key in ("twitter:site", "twitter:creator") if (meta := page.meta(key)) and _bad(meta)]
    if not page.meta("twitter:site") and not page.meta("twitter:site:id"):
        found.append(
            Finding(
                message="The card has no twitter:site, so X credits no account for it.",
                advice='Add <meta name="twitter:site" content="@…"> with the account of the site, if it has one.',
                span=card.span,
            )
        )
    return tuple(found)


def _bad(meta: Meta) -> bool:
    return not HANDLE.fullmatch(meta.value)


def _malformed(meta: Meta) -> Finding:
    return Finding(
        message=f"{meta.key} says “{shortened(meta.value, 60)}”, which is no handle, so X ignores it.",
        advice="Write the account's name with @ in front and nothing else, such as @cornerbakery.",
        span=meta.span,
        excerpt=shortened(meta.value),
    )
