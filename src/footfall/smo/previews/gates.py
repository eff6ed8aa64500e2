"""What stops a card or its picture: the answer's status and type, the image's address, weight, size and format."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from footfall.page import Page
from footfall.page.facts import Image, PageFacts, Response
from footfall.smo.previews.model import Why
from footfall.smo.previews.profile import Profile


def page_refusals(profile: Profile, page: Page, facts: PageFacts) -> tuple[str, ...]:
    """Sentences that say why this consumer draws no card at all; empty when nothing known stands in the way."""
    found = []
    response = facts.response
    if facts.blocked_agents and profile.flag("agent.obeys"):
        token = profile.text("agent.robots")
        if token in facts.blocked_agents:
            found.append(f"robots.txt turns {token} away from this page, and {profile.name} obeys it.")
    if profile.flag("fetch.https_only") and page.url.startswith("http:"):
        found.append(f"{profile.name} fetches https addresses only, and this page is served over http.")
    if response is not None:
        found.extend(_response_refusals(profile, response))
    limit = profile.integer("fetch.max_bytes")
    if limit is not None and len(page.data) > limit:
        found.append(f"The page has {len(page.data):,} bytes; {profile.name} gives up above {limit:,}.")
    most = profile.integer("fetch.max_result")
    if most is not None and (size := result_size(page, most)) > most:
        found.append(f"What {profile.name} keeps of the og: tags has {size:,} bytes; it gives up above {most:,}.")
    return tuple(found)


FRAME, PER_PICTURE = 190, 57
"""Bytes of JSON around the values, and around each picture's (dyatlov/go-opengraph opengraph.go, read 2026-11-22)."""
_WIDE = re.compile("[<>&\u2028\u2029]")
_ESCAPED = re.compile('["\\\\\n\r\t]')


def result_size(page: Page, most: int) -> int:
    """About how many bytes of JSON the page's og: tags make in Mattermost, where `<`, `>` and `&` take six each.

    A page that stays far below `most` is only estimated, from above.
    """
    said = [(meta.prop, meta.content) for meta in page.metas if meta.content and meta.prop.startswith("og:")]
    estimate = FRAME + sum(6 * len(text) for _, text in said) + PER_PICTURE * len(said)
    if estimate <= most:
        return estimate
    total = FRAME + PER_PICTURE * sum(key in PICTURES for key, _ in said)
    for _, text in said:
        total += len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
        total += 5 * len(_WIDE.findall(text)) + len(_ESCAPED.findall(text))
    return total


PICTURES = frozenset(("og:image", "og:video", "og:audio"))


def _response_refusals(profile: Profile, response: Response) -> list[str]:
    found = []
    statuses = profile.leaf("fetch.statuses").value
    if isinstance(statuses, list) and response.status not in statuses:
        found.append(f"The page answers with status {response.status}; {profile.name} wants {statuses[0]}.")
    types = profile.words("fetch.types")
    content_type = response.header("content-type").partition(";")[0].strip().lower()
    if types and content_type and content_type not in types:
        found.append(f"The page is served as {content_type}; {profile.name} reads {' or '.join(types)}.")
    hops = profile.integer("fetch.redirects")
    if hops is not None and len(response.hops) > hops:
        found.append(f"The address redirects {len(response.hops)} times; {profile.name} follows at most {hops}.")
    seconds = profile.number("fetch.seconds")
    if seconds is not None and response.elapsed is not None and response.elapsed > seconds:
        found.append(f"The page took {response.elapsed:.1f} s; {profile.name} waits {seconds:g} s.")
    return found


def address_refusal(raw: str, url: str, *, relative: str, https_only: bool) -> Why | None:
    """Why an image's address can't be used; None when it can.

    Args:
        raw: the address as written.
        url: the same, absolute where that is possible.
        relative: what is done with relative addresses, as in the profile.
        https_only: whether it has to be https.
    """
    if relative == "dropped" and not raw.lower().startswith(("http://", "https://")):
        return Why.RELATIVE
    if relative == "resolved-unless-null" and raw in ("null", "undefined"):
        return Why.INVALID_ADDRESS
    scheme = _scheme(url)
    if scheme is None:
        return Why.INVALID_ADDRESS
    if https_only and scheme == "http":
        return Why.NOT_HTTPS
    return None


@lru_cache(maxsize=256)
def _scheme(url: str) -> str | None:
    """http, https or "" for a relative address; None where nothing can be fetched."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https", "") or (parts.scheme and not host):
        return None
    return parts.scheme


def image_refusal(profile: Profile, image: Image) -> Why | None:
    """Why a fetched image isn't shown; None when nothing known stands in the way."""
    if not image.usable:
        return Why.IMAGE_FAILED
    if profile.flag("agent.obeys") and profile.text("agent.robots") in image.blocked_agents:
        return Why.IMAGE_BLOCKED
    formats = profile.words("image.formats")
    if formats and image.format not in formats:
        return Why.IMAGE_FORMAT
    heaviest = profile.integer("image.max_bytes")
    if heaviest is not None and image.size is not None and image.size > heaviest:
        return Why.IMAGE_TOO_HEAVY
    return _size_refusal(profile, image.width, image.height)


def _size_refusal(profile: Profile, width: int | None, height: int | None) -> Why | None:
    if not width or not height:
        return None
    if width < (profile.integer("image.min_width") or 0) or height < (profile.integer("image.min_height") or 0):
        return Why.IMAGE_TOO_SMALL
    side = profile.integer("image.max_side")
    if side is not None and max(width, height) > side:
        return Why.IMAGE_TOO_LARGE
    ratio = profile.number("image.max_ratio")
    if ratio is not None and max(width / height, height / width) > ratio:
        return Why.IMAGE_RATIO
    return None
