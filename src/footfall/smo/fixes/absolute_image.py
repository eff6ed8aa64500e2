"""Writes whole https addresses for preview pictures, and their size and type as the file has them.

An http address becomes https only where that is known to answer: the picture was fetched there, the page states it in
og:image:secure_url, or the page itself loads something from that host over https.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from footfall.page.content import number
from footfall.page.facts import Image
from footfall.page.model import Meta
from footfall.page.pictures import OPEN_GRAPH, TWITTER
from footfall.smo.fixes.addresses import absolute, is_web, secure
from footfall.smo.fixes.edit import Edit
from footfall.smo.fixes.head import after_tag
from footfall.smo.fixes.model import Change, Fixer, Proposal
from footfall.smo.fixes.picture import TYPES
from footfall.smo.fixes.plan import MOST
from footfall.smo.fixes.social import block_metas, with_value
from footfall.smo.fixes.tag import read_tag
from footfall.smo.fixes.words import plain
from footfall.smo.fixes.writing import encoded, meta_tag, style_of

if TYPE_CHECKING:
    from footfall.page import Page
    from footfall.smo.fixes.model import FixContext

RELATIVE: Final = "image-relative-url"
INSECURE: Final = "image-not-https"
MISSING: Final = "image-dimensions-missing"
WRONG: Final = "image-dimensions-wrong"
TYPE: Final = "image-type-mismatch"
_SIZE_TAGS: Final = '<meta property="og:image:width" content="…"><meta property="og:image:height" content="…">'
FIXER = Fixer(
    "absolute-image",
    clears=(RELATIVE, INSECURE, MISSING, WRONG, TYPE),
    summary="Writes whole https addresses for preview pictures, with their size and type.",
    order=40,
)


def fix(page: Page, context: FixContext) -> Iterator[Change]:
    metas = block_metas(page)
    if len(metas) > MOST:
        return
    for meta in metas:
        if meta.key in (*OPEN_GRAPH, *TWITTER) and meta.value:
            yield from _address(page, context, meta)
    for nth, meta in enumerate(metas):
        if meta.key == "og:image" and meta.value:
            yield from _sizes(page, context, meta, _belonging(metas, nth))


def _address(page: Page, context: FixContext, meta: Meta) -> Iterator[Change]:
    said = meta.value
    whole = said if is_web(said) else "" if _has_scheme(said) else absolute(page, said)
    whole = whole if plain(said) else ""
    if not whole:
        message = (
            f"The picture in {meta.key} has no address that a preview bot could fetch; write a whole https address."
        )
        yield Proposal(RELATIVE, message)
        return
    better = _by_secure_url(page, meta, whole) or secure(whole, page, context)
    tag = read_tag(page, meta.span, meta.attrs) if better != said else None
    if better.lower().startswith("http://"):
        message = f"The picture in {meta.key} has an http address; check that it opens over https, then write that."
        yield Proposal(INSECURE, message, "https://" + better[7:])
    if tag is not None:
        reason = (
            f"Writes the whole https address of the picture in {meta.key}, which not every consumer completes itself."
        )
        yield with_value(page, tag, "content", better, reason, *([RELATIVE] if whole != said else [INSECURE]))


def _has_scheme(said: str) -> bool:
    head, colon, _ = said.partition(":")
    return bool(colon) and head.isalnum()


def _by_secure_url(page: Page, meta: Meta, url: str) -> str:
    """The og:image:secure_url that follows this og:image, where it is the same picture over https."""
    if meta.key != "og:image" or not url.lower().startswith("http://"):
        return ""
    stated = page.meta_value("og:image:secure_url")
    return stated if stated == "https://" + url[7:] else ""


def _belonging(metas: Sequence[Meta], nth: int) -> dict[str, Meta]:
    """The og:image:… tags that describe the og:image at `nth`: those up to the next one, or all for an only picture."""
    alone = sum(meta.key == "og:image" for meta in metas) == 1
    found: dict[str, Meta] = {}
    for meta in metas if alone else metas[nth + 1 :]:
        if meta.key == "og:image" and not alone:
            break
        if meta.key.startswith("og:image:"):
            found.setdefault(meta.key, meta)
    return found


def _sizes(page: Page, context: FixContext, meta: Meta, described: dict[str, Meta]) -> Iterator[Change]:
    url = page.resolve(meta.value)
    image = context.images.get(url)
    known = _measured(image) if image is not None else _unless_denied(_declared(page, url), described)
    missing = {}
    for key, value in known.items():
        stated = described.get(key)
        if stated is None:
            missing[key] = value
        elif image is not None and not _equal(stated.value, value):
            tag = read_tag(page, stated.span, stated.attrs)
            if tag is not None:
                reason = f"Writes {value} for {key}: that is what the picture itself says."
                yield with_value(page, tag, "content", value, reason, TYPE if key.endswith("type") else WRONG)
    if image is None and not known and not {"og:image:width", "og:image:height"}.issubset(described):
        message = (
            "The size of the preview picture isn't known here; let Footfall fetch the picture, or state its pixels."
        )
        yield Proposal(MISSING, message, _SIZE_TAGS)
    yield from _added(page, meta, missing)


def _added(page: Page, meta: Meta, missing: dict[str, str]) -> Iterator[Change]:
    tag = read_tag(page, meta.span, meta.attrs) if missing else None
    if tag is None:
        return
    spot = after_tag(page, tag)
    lines = [meta_tag(key, value, style_of(page).end) for key, value in missing.items()]
    rules = tuple(dict.fromkeys(TYPE if key.endswith("type") else MISSING for key in missing))
    reason = f"Adds {', '.join(missing)}, so that the first person who shares the page sees the picture too."
    yield Edit(spot.offset, spot.offset, encoded(spot.text(lines), page), reason, rules)


def _measured(image: Image) -> dict[str, str]:
    if not image.usable:
        return {}
    found = {"og:image:width": str(image.width or ""), "og:image:height": str(image.height or "")}
    if not (image.width and image.height) or image.format == "svg":
        found = {}
    return {**found, **({"og:image:type": TYPES[image.format]} if image.format in TYPES else {})}


def _declared(page: Page, url: str) -> dict[str, str]:
    """The size that JSON-LD declares for the same picture; {} when it doesn't."""
    size = page.picture_sizes.get(url)
    return {"og:image:width": str(size[0]), "og:image:height": str(size[1])} if size else {}


def _unless_denied(known: dict[str, str], described: dict[str, Meta]) -> dict[str, str]:
    """The declared size, unless a tag says otherwise: half of either would be the size of no picture."""
    agrees = all(_equal(described[key].value, value) for key, value in known.items() if key in described)
    return known if agrees else {}


def _equal(stated: str, value: str) -> bool:
    return stated == value or (number(stated) is not None and number(stated) == number(value))
