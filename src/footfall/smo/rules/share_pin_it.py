"""Pictures that people would collect can't be pinned well.

Looks at: on recipes and in sections about looks (homes, fashion, travel …): whether a Pin It button or link exists,
whether it says which picture, whether pictures carry a description; on every page: whether saving to Pinterest is
forbidden although the page offers it.

Why it matters: a pin keeps bringing visitors for months. Without a button few readers pin; without a named picture
Pinterest shows whatever it finds first, often the logo.

Bad:
    <meta name="pinterest" content="nopin"> … <a href="https://pinterest.com/pin/create/button/?url=…">Pin it</a>

Good:
    <a href="https://pinterest.com/pin/create/button/?url=…&media=https%3A%2F%2F…loaf.jpg&description=…">Pin it</a>

Sources: social media optimization in general, "Pin It over images" (2026-11-22); Pinterest's save button parameters and
nopin (assumed, 2026-11-22); 600 pixels is Footfall's own judgement (2026-11-22).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import turbohtml

from footfall.page import Page
from footfall.page.content import number
from footfall.page.model import Control
from footfall.page.share import parameter
from footfall.smo.judging.shares import CONTENT, about, offers_any
from footfall.smo.judging.visual import is_visual
from footfall.smo.rule import NOT_APPLICABLE, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("share-pin-it", Severity.MEDIUM, Fix.MANUAL, consumers=())

SMALLEST: Final = 600
"""Pixels of width from which a picture is worth pinning (own judgement, 2026-11-22)."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    pins = [control for control in page.share_controls if control.network == "pinterest"]
    offered = bool(pins) or any(widget.network == "pinterest" and widget.kind == "sdk" for widget in page.widgets)
    visual = page.kind in CONTENT and is_visual(page)
    if not offered and not visual:
        return NOT_APPLICABLE
    found = [*_forbidden(page)]
    if visual and not offered and not offers_any(page) and _large_pictures(page):
        found.append(_no_button(page))
    creating = [pin for pin in pins if pin.kind is Control.LINK and "pin/create" in pin.href]
    silent = [pin for pin in creating if not parameter(pin.href, "media")]
    if silent and len(silent) == len(creating):
        found.append(
            about(
                page,
                silent[0],
                "The Pin It link doesn't say which picture to save, so Pinterest takes whatever it finds.",
                "Add media with the address of the best picture, two by three in shape, and a description.",
            )
        )
    if visual and offered:
        found.extend(_undescribed(page))
    return tuple(found)


def _forbidden(page: Page) -> Iterator[Finding]:
    for meta in page.metas_by_key.get("pinterest", ()):
        if meta.value.lower() == "nopin":
            yield Finding(
                message="The page forbids saving its pictures to Pinterest, although its readers would do so.",
                advice='Remove <meta name="pinterest" content="nopin">, unless you must keep the pictures to yourself.',
                span=meta.span,
            )
            return


def _no_button(page: Page) -> Finding:
    pictures = _large_pictures(page)
    return Finding(
        message=f"The page shows {len(pictures)} pictures of the kind that people collect, but has no Pin It button.",
        advice="Put a Pin It link over or under the best picture, with the picture's address and a description.",
        line=pictures[0].source_line or 0,
    )


def _large_pictures(page: Page) -> tuple[turbohtml.Element, ...]:
    """Pictures of the text that aren't declared narrower than 600 pixels."""
    pictures = page.reading.pictures if page.reading else ()
    return tuple(picture for picture in pictures if (number(picture.attr("width")) or SMALLEST) >= SMALLEST)


def _undescribed(page: Page) -> Iterator[Finding]:
    pictures = _large_pictures(page)
    silent = [one for one in pictures if not one.attr("data-pin-description") and not (one.attr("alt") or "").strip()]
    if silent:
        yield Finding(
            message=f"{len(silent)} of {len(pictures)} pictures lack both pin description and alternative text; "
            "whoever pins them must write one.",
            advice="Give each picture data-pin-description, or an alt text that describes it.",
            line=silent[0].source_line or 0,
        )
