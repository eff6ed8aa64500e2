"""From what a consumer finds on a page to the card it draws."""

from __future__ import annotations

from footfall.smo.previews import clean, gates
from footfall.smo.previews.candidate import new
from footfall.smo.previews.cards import Picture
from footfall.smo.previews.model import Card, Chosen, Mark, Preview
from footfall.smo.previews.plan import Plan
from footfall.smo.previews.profile import Profile
from footfall.smo.previews.seen import Seen


def compose(seen: Seen, plan: Plan) -> Preview:
    """One consumer's preview of the page."""
    profile = plan.profile
    title_chain, description_chain, picture_chain = seen.chains(plan)
    stated, lost_title = seen.text(title_chain, plan.title)
    description, lost_description = seen.text(description_chain, plan.description)
    image, lost_image = seen.picture(picture_chain, plan)
    title = stated if stated is not None else _stand_in(seen, profile)
    reasons: tuple[str, ...] = ()
    if plan.picky or seen.answered or seen.reading.size > plan.most_bytes:
        reasons = gates.page_refusals(profile, seen.page, seen.facts)
    if stated is None or not plan.title_is_enough:
        reasons += _missing(seen, plan, stated, title, description, image)
    if reasons:
        return Preview(
            profile.id, None, None, None, Card.NONE, seen.site_name,
            lost_title, lost_description, lost_image, reasons, (), profile.leaf("card.requires").mark,
        )  # fmt: skip
    if plan.drops_equal and description is not None and title is not None and _says_no_more(description, title):
        description = None
    drawn = plan.rule(profile, seen, None if image is None else _picture(seen, plan, image))
    assumptions, confidence = plan.with_picture if image is not None else plan.without_picture
    reasons_for_size = (drawn.reason,) if drawn.reason else ()
    return new(Preview, (
        profile.id, title, description, image, drawn.card, seen.site_name,
        lost_title, lost_description, lost_image, reasons_for_size, assumptions, confidence,
    ))  # fmt: skip


def _stand_in(seen: Seen, profile: Profile) -> Chosen | None:
    """What some consumers write where the page gives no title."""
    steps = profile.words("title.clean")
    if "fallback-site-name" in steps and seen.site_name:
        return Chosen(seen.site_name, seen.site_name, "site name", "", 0, 0, clipped=False, mark=Mark.CODE)
    if "fallback-address" in steps and seen.page.url:
        return Chosen(seen.page.url, seen.page.url, "address", "", 0, 0, clipped=False, mark=Mark.CODE)
    return None


def _says_no_more(description: Chosen, title: Chosen) -> bool:
    return description.value in (title.value, clean.cleaned(title.raw, ("entities", "trim")))


def _picture(seen: Seen, plan: Plan, shown: Chosen) -> Picture:
    """The size that was measured, else the one the page states for its og:image."""
    icon = "icon" in shown.source
    image = seen.facts.images.get(shown.value)
    if image is not None and image.width and image.height:
        return Picture(image.width, image.height, icon)
    if shown.source.startswith(("og:", "twitter:")):
        return seen.stated_size(plan.picture_size)
    return Picture(None, None, icon)


def _missing(
    seen: Seen,
    plan: Plan,
    stated: Chosen | None,
    title: Chosen | None,
    description: Chosen | None,
    image: Chosen | None,
) -> tuple[str, ...]:
    """Sentences for each thing without which this consumer draws no card."""
    found = []
    for need in plan.requires:
        if need == "title":
            has = title is not None
        elif need == "anything":
            has = stated is not None or description is not None or image is not None
        elif need == "image":
            has = image is not None
        elif need == "description or image":
            has = description is not None or image is not None
        elif need == "description":
            has = description is not None
        else:
            has = _has_tag(seen, plan.profile, need)
        if not has:
            found.append(
                UNPINNABLE if need == PINNING else f"{plan.profile.name} draws no card without {_named(need)}."
            )
    return tuple(found)


PINNING = "pinning allowed"
UNPINNABLE = "The page forbids saving its pictures: its tag named pinterest says nopin."


def _has_tag(seen: Seen, profile: Profile, need: str) -> bool:
    if need == PINNING:
        return seen.tag(profile, "meta:pinterest").lower() != "nopin"
    if need == "twitter:card or og:type":
        whole = ("og:type", "og:title", "og:description")
        return bool(seen.tag(profile, "twitter:card")) or all(seen.tag(profile, key) for key in whole)
    return bool(seen.tag(profile, need))


def _named(need: str) -> str:
    return {
        "title": "a title",
        "description": "a description",
        "image": "a picture",
        "anything": "a title, a description or a picture",
        "description or image": "a description or a picture",
        "twitter:card or og:type": "twitter:card, or og:type with og:title and og:description",
    }.get(need, need)
