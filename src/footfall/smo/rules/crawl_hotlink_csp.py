"""The host of the preview picture refuses to show it on other sites.

Looks at: the picture fetched with the Referer of another site, and its Cross-Origin-Resource-Policy header.

Why it matters: chats and forums that run in a browser let it load the picture from your host. Hotlink protection or a
same-origin policy leaves a broken frame there, while other networks, which copy the picture, show it.

Bad:
    Cross-Origin-Resource-Policy: same-origin

Good:
    Cross-Origin-Resource-Policy: cross-origin

Sources: weserv/images#379 (2026-11-22); Fetch standard, Cross-Origin-Resource-Policy (2026-11-22). Which consumers
load pictures from your host is assumed from their code (2026-11-22).
"""

from __future__ import annotations

from footfall.page.facts import Image
from footfall.smo.judging.picture import about, read
from footfall.smo.rule import Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule(
    "crawl-hotlink-csp",
    Severity.HIGH,
    Fix.MANUAL,
    consumers=("discourse", "lemmy", "mattermost", "rocketchat"),
)

ADVICE = "Exempt the picture from hotlink protection and send Cross-Origin-Resource-Policy: cross-origin with it."


def check(subject: Subject) -> Outcome:
    seen = read(subject)
    if not isinstance(seen, tuple):
        return seen
    troubles = [(picture, _trouble(image)) for picture, image in seen]
    found = [
        about(picture, f"The picture in {picture.meta.key} stays away from web clients, because {trouble}.", ADVICE)
        for picture, trouble in troubles
        if trouble
    ]
    if not found and all(image.refuses_foreign_referer is None for _, image in seen):
        return Unknown("Nobody tried to show the preview picture on another site.")
    return found


def _trouble(image: Image) -> str:
    policy = image.headers.get("cross-origin-resource-policy", "").strip().lower()
    if policy in ("same-origin", "same-site"):
        return f"its Cross-Origin-Resource-Policy says {policy}"
    return "its host refuses it to other sites' pages" if image.refuses_foreign_referer else ""
