"""The preview picture weighs more than some consumers accept.

Looks at: the picture's size in bytes against the limit in each consumer's profile.

Why it matters: a consumer whose limit is passed draws the card without a picture, and says so nowhere. Limits range
from 600 KB (WhatsApp, from guides) to 8 MB (Facebook, documented).

Bad:
    a photograph of 5 MB, straight from the camera

Good:
    the same photograph as JPEG of 1200 × 630 pixels, below 300 KB

Sources: developers.facebook.com, Sharing, Images; developer.x.com, Cards; mastodon app/models/preview_card.rb;
lexicon app.bsky.embed.external; Signal-Desktop linkPreviewFetch@023ae374; each profile names its own (2026-11-22).
"""

from __future__ import annotations

from footfall.page.facts import Fault
from footfall.smo.judging.picture import Seen, about, fetched, turned_down_by, weight
from footfall.smo.judging.wording import named
from footfall.smo.previews import Why
from footfall.smo.rule import Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule(
    "image-too-heavy",
    Severity.HIGH,
    Fix.MANUAL,
    consumers=("facebook", "x", "linkedin", "mastodon", "bluesky", "signal", "whatsapp"),
)

ADVICE = "Save the picture as JPEG of 1200 × 630 pixels below 300 KB: that suits every consumer known."


def check(subject: Subject) -> Outcome:
    seen = fetched(subject)
    if not isinstance(seen, tuple):
        return seen
    if all(image.size is None and image.fault is not Fault.TOO_BIG for _, image in seen):
        return Unknown("The server doesn't tell how much the preview picture weighs.")
    return [finding for one in seen for finding in _judge(subject, one)]


def _judge(subject: Subject, seen: Seen) -> list[Finding]:
    picture, image = seen
    if image.fault is Fault.TOO_BIG:
        what, refusing = "The picture is so heavy that reading it was given up", RULE.consumers
    elif image.size is None:
        return []
    else:
        refusing = turned_down_by(subject, picture, Why.IMAGE_TOO_HEAVY)
        what = f"The picture weighs {weight(image.size)}"
    if not refusing:
        return []
    return [
        about(
            picture,
            f"{what}, too much for {named(refusing, subject.previews.profiles)}; their cards stay without it.",
            ADVICE,
            consumers=refusing,
        )
    ]
