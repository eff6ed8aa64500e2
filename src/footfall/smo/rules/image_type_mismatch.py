"""What the server, the page or the file name say about the picture's type is not what the file is.

Looks at: the picture's first bytes against its Content-Type header, `og:image:type` and the ending of its address.

Why it matters: Nextcloud and Mastodon decide by the Content-Type header alone whether there is a picture. A missing
or general type (`application/octet-stream`, usual for file storage) costs the picture there.

Bad:
    Content-Type: application/octet-stream

Good:
    Content-Type: image/jpeg

Sources: nextcloud lib/public/Collaboration/Reference/LinkReferenceProvider.php@06cf356f and mastodon/mastodon
app/models/preview_card.rb (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.picture import Seen, about, promised_format, read
from footfall.smo.judging.wording import shortened
from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("image-type-mismatch", Severity.MEDIUM, Fix.AUTOMATIC, consumers=("nextcloud", "mastodon"))

TYPES = {
    **{f"image/{name}": name for name in ("jpeg", "png", "gif", "webp", "avif", "bmp", "heic", "tiff")},
    **dict.fromkeys(("image/jpg", "image/pjpeg"), "jpeg"),
    **dict.fromkeys(("image/x-icon", "image/vnd.microsoft.icon", "image/ico"), "ico"),
    **dict.fromkeys(("image/x-ms-bmp", "image/x-bmp"), "bmp"),
    "image/svg+xml": "svg",
    "image/heif": "heic",
    "image/x-png": "png",
    "image/apng": "png",
}


def check(subject: Subject) -> Outcome:
    seen = read(subject)
    if not isinstance(seen, tuple):
        return seen
    declared = subject.page.meta_value("og:image:type")
    found = [
        finding
        for place, one in enumerate(seen)
        for finding in (_served(one) or _stated(one, declared if place == 0 else ""),)
        if finding
    ]
    return found or PASS


def _served(seen: Seen) -> Finding | None:
    picture, image = seen
    said = image.content_type.partition(";")[0].strip().lower()
    from_disk = not said and not image.headers
    if from_disk or TYPES.get(said) == image.format:
        return None
    how = f"serves it as {shortened(said, 60)}" if said else "doesn't say what type it is"
    return about(
        picture,
        f"The picture is {image.format.upper()}, but the server {how}; readers that go by the type drop it.",
        f"Let the server send the Content-Type of a {image.format.upper()} file with this picture.",
    )


def _stated(seen: Seen, declared: str) -> Finding | None:
    """A wrong og:image:type or file ending does little harm while the header is right."""
    picture, image = seen
    said = declared.partition(";")[0].strip().lower()
    promised = promised_format(picture.url)
    if said and TYPES.get(said) != image.format:
        what, severity = f"og:image:type says {shortened(said, 60)}", Severity.LOW
    elif promised not in ("", image.format):
        what, severity = f"its address ends like a {promised.upper()} file", Severity.INFO
    else:
        return None
    return about(
        picture,
        f"The picture is {image.format.upper()}, but {what}; readers that trust it drop the picture.",
        f"Change that to {image.format.upper()}, or convert the picture to what is promised.",
        severity=severity,
    )
