"""The preview picture is served over plain http.

Looks at: the scheme of each `og:image` and `twitter:image` as a preview bot would read it, and of the address that a
redirect leads to.

Why it matters: Signal fetches https only, WhatsApp and iMessage are reported to leave http pictures out, and web
clients served over https block them as mixed content.

Bad:
    <meta property="og:image" content="http://bakery.example/bread.jpg">

Good:
    <meta property="og:image" content="https://bakery.example/bread.jpg">

Sources: signalapp/Signal-Desktop ts/linkPreviews/linkPreviewFetch.preload.ts@023ae374 (2026-11-22); for WhatsApp and
iMessage guides only (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.picture import about
from footfall.smo.rule import NOT_APPLICABLE, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("image-not-https", Severity.HIGH, Fix.AUTOMATIC, consumers=("whatsapp", "imessage", "signal"))


def check(subject: Subject) -> Outcome:
    pictures = subject.page.pictures
    if not pictures:
        return NOT_APPLICABLE
    found = []
    for picture in pictures:
        if not picture.open_graph and picture is not pictures[0]:
            continue  # Only X reads it, and X takes http.
        image = subject.facts.images.get(picture.url)
        if picture.url.lower().startswith("http:"):
            how = "has an http address"
        elif image is not None and image.final_url.lower().startswith("http:"):
            how = "redirects from https to http"
        else:
            continue
        secure = subject.page.meta_value("og:image:secure_url").lower().startswith("https:")
        found.append(
            about(
                picture,
                f"The picture in {picture.meta.key} {how}, so apps that fetch https only show no picture.",
                "Serve the picture over https and write that address; check that it opens there first.",
                consumers=("signal", "whatsapp") if secure else None,
            )
        )
    return found
