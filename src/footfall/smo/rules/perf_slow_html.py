"""The page is slower than preview bots are patient.

Looks at: the time from the request until the last byte of the page, against each consumer's patience.

Why it matters: whoever pastes a link waits for its card. Discord gives up after about 5 seconds, Mastodon after 10 to
30; then the link stays bare, and most don't try again.

Bad:
    a page that is put together in 7 seconds

Good:
    the same page from a cache, in 200 milliseconds

Sources: mastodon's request timeouts (2026-11-22); guides on Discord (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.wording import named
from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("perf-slow-html", Severity.HIGH, Fix.MANUAL, ("discord", "mastodon"))

PATIENCE = 5.0
"""Seconds, Discord's (guides, read 2026-11-22); used where its profile doesn't say."""


def check(subject: Subject) -> Outcome:
    response = subject.facts.response
    taken = None if response is None else response.first_byte if response.elapsed is None else response.elapsed
    if taken is None:
        return Unknown("Nobody measured how long the page takes.")
    profiles = subject.previews.profiles
    limits = {one: profiles[one].number("fetch.seconds") for one in profiles}
    limits["discord"] = limits.get("discord") or PATIENCE
    gone = tuple(one for one, limit in limits.items() if limit is not None and limit < taken)
    if not gone:
        return PASS
    give = "gives" if len(gone) == 1 else "give"
    return (
        Finding(
            message=f"The page took {taken:.1f} seconds; {named(gone, profiles)} {give} up earlier, without a card.",
            advice="Serve the page from a cache, or at least give preview bots a cached copy.",
            consumers=gone,
        ),
    )
