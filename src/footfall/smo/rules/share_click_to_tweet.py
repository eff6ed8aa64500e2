"""An article offers no quotable passage, or one that X won't take.

Looks at: on articles of 600 words and more: passages set apart (blockquote, q) and links to X inside the text that
carry a passage; the length of those by X's counting; whether share links to X name the site's own account.

Why it matters: a good sentence is shared more readily than a title, if it takes one click. When the post is too long,
the reader has to edit it; when the account is missing, nobody learns who said it.

Bad:
    <p>Time is the fourth ingredient, and the only one you can't buy.</p>

Good:
    <blockquote>Time is the fourth ingredient. <a href="https://x.com/intent/post?text=…&via=bakery">Post</a></blockquote>

Sources: social media optimization in general, "pre-formatted quotes" (2026-11-22); twitter-text version 3
configuration, 280 weighted characters (2026-11-22); 600 words is Footfall's own judgement (heuristic, 2026-11-22).
"""

from __future__ import annotations

from typing import Final

from footfall.page import Page
from footfall.page.kind import Kind
from footfall.page.model import Control, ShareControl
from footfall.page.reading import Reading
from footfall.page.share import parameter
from footfall.smo.judging.shares import about
from footfall.smo.judging.wording import shortened
from footfall.smo.judging.xpost import MOST, length_of_post
from footfall.smo.rule import NOT_APPLICABLE, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("share-click-to-tweet", Severity.LOW, Fix.SUGGESTED, consumers=(), heuristic=True)

LONG_TEXT: Final = 600
"""Words from which an article has a passage worth quoting (own judgement, 2026-11-22)."""
QUOTES: Final = '[class*="quote" i]'
"""How themes name a passage set apart."""
SHORTEST: Final = 30
"""Characters below which a prepared text is no passage (as above)."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    text = page.reading if page.kind is Kind.ARTICLE else None
    if text is None or text.words < LONG_TEXT:
        return NOT_APPLICABLE
    links = [one for one in page.share_controls if one.network == "x" and one.kind is Control.LINK]
    quotes = [link for link in links if _is_quote(page, text, link)]
    found = [_too_long(page, quote) for quote in quotes if _length(quote) > MOST][:3]
    if not quotes and not _set_apart(page, text):
        found.append(_nothing(text))
    handle = page.meta_value("twitter:site")
    if links and handle.startswith("@") and not any(parameter(one.href, "via") or "@" in one.text for one in links):
        found.append(_no_handle(page, links[0], handle))
    return tuple(found)


def _is_quote(page: Page, text: Reading, link: ShareControl) -> bool:
    """A link inside the text whose words aren't the page's title."""
    if not text.start < link.position < text.end or len(link.text) < SHORTEST:
        return False
    said = link.text.casefold()
    titles = (page.title, page.meta_value("og:title"))
    return not any(title and (title.casefold() in said or said in title.casefold()) for title in titles)


def _length(quote: ShareControl) -> int:
    return length_of_post(quote.text, with_link=bool(quote.shared_url) and quote.shared_url not in quote.text)


def _set_apart(page: Page, text: Reading) -> bool:
    first, last = text.begin, text.finish
    elements = page.elements["blockquote"] + page.elements["q"] or page.select(QUOTES)
    return any(first <= (element.source_line or 0, element.source_col or 0) <= last for element in elements)


def _too_long(page: Page, quote: ShareControl) -> Finding:
    return about(
        page,
        quote,
        f'The passage "{shortened(quote.text)}" counts {_length(quote)} characters with its link; X takes {MOST}.',
        "Choose a shorter sentence, so that one click is enough to post it.",
    )


def _nothing(text: Reading) -> Finding:
    return Finding(
        message=f"The article ({text.words} words) sets no passage apart that a reader could quote with one click.",
        advice="Choose one or two strong sentences, show them as a quotation, and add a link that posts them.",
        line=text.spot_of(0)[0],
    )


def _no_handle(page: Page, link: ShareControl, handle: str) -> Finding:
    return about(
        page,
        link,
        f"The links that share to X don't name the site's account {shortened(handle, 30)}, so it isn't told.",
        f"Add via={shortened(handle.removeprefix('@'), 30)} to the share links.",
    )
