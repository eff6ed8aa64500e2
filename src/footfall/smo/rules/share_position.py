"""The share buttons stand where readers don't look when they want to share.

Looks at: where in the source share controls stand, against the headline and the end of the text; whether a class name
or style says that they float along. On products: how far they are from the price.

Why it matters: people share right after the headline has caught them or when they have read to the end. A product is
shared at the moment the price is judged.

Bad:
    <h1>Sourdough in 10 steps</h1> <div class="share">…</div> <p>… 900 words …</p>

Good:
    <h1>Sourdough in 10 steps</h1> <div class="share">…</div> <p>… 900 words …</p> <div class="share">…</div>

Sources: social media optimization in general: "floating or top and bottom" for articles, a share button on product
pages (2026-11-22); distances are Footfall's own judgement (heuristic, 2026-11-22).
"""

from __future__ import annotations

from typing import Final

from footfall.page import Page
from footfall.page.kind import Kind
from footfall.page.model import ShareControl
from footfall.smo.judging.shares import about
from footfall.smo.rule import NOT_APPLICABLE, PASS, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("share-position", Severity.MEDIUM, Fix.MANUAL, consumers=(), heuristic=True)

SHORT_TEXT: Final = 300
"""Words up to which one place is enough: the text fits on a screen or two (own judgement, 2026-11-22)."""
TOP, BOTTOM = 0.25, 0.75
"""Parts of the text that count as its top and its bottom (own judgement, 2026-11-22)."""
NEAR_PRICE: Final = 12_000
"""Characters of source between price and button that count as one area of the page (own judgement, 2026-11-22)."""
PRICES: Final = '[itemprop="price"],[class*="price" i]'


def check(subject: Subject) -> Outcome:
    page = subject.page
    if page.kind not in (Kind.ARTICLE, Kind.RECIPE, Kind.PRODUCT) or not page.share_controls:
        return NOT_APPLICABLE
    if any(control.floating for control in page.share_controls):
        return PASS
    return _near_price(page) if page.kind is Kind.PRODUCT else _around_text(page)


def _around_text(page: Page) -> Outcome:
    text = page.reading
    if text is None or text.words < SHORT_TEXT or text.end <= text.start:
        return NOT_APPLICABLE
    places = [(control.position - text.start) / (text.end - text.start) for control in page.share_controls]
    top, bottom = any(place <= TOP for place in places), any(place >= BOTTOM for place in places)
    if top and bottom:
        return PASS
    where = "above the text" if top else "below the text" if bottom else "in the middle of the text"
    missing = (
        "after the last paragraph" if top else "under the headline" if bottom else "under the headline and at the end"
    )
    return (
        about(
            page,
            _nearest(page, text.start),
            f"The share buttons of this {page.kind} ({text.words} words) stand only {where}, and nothing in the HTML "
            "says that they float along. Readers share after the headline or at the end.",
            f"Repeat the share buttons {missing}, or let them float beside the text.",
        ),
    )


def _nearest(page: Page, position: float) -> ShareControl:
    return min(page.share_controls, key=lambda control: abs(control.position - position))


def _near_price(page: Page) -> Outcome:
    prices = [page.position_of(element) for element in page.select(PRICES)[:20]]
    if not prices:
        return NOT_APPLICABLE
    reach = NEAR_PRICE / max(len(page.text_source), 1)
    if any(abs(control.position - price) <= reach for control in page.share_controls for price in prices):
        return PASS
    return (
        about(
            page,
            _nearest(page, prices[0]),
            "No share button stands near the price, where a visitor decides whether the product is worth showing.",
            "Put a share button beside the price or the button to buy.",
        ),
    )
