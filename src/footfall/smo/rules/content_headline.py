"""The headline gives a reader no reason to open or share the page.

Looks at: the title that previews show (og:title, else the headline): all capitals, clickbait phrases; on English pages
that aren't news also whether a short one holds a number, a question, or a word that promises an answer or a benefit.

Why it matters: of a shared link, most people read the headline alone. One that shouts or teases is skipped or hidden by
networks; one that only names its topic gives nobody a reason to click.

Bad:
    <meta property="og:title" content="Sourdough bread">

Good:
    <meta property="og:title" content="Sourdough bread in 10 steps, without kneading">

Sources: social media optimization in general, "headlines: curiosity, lists, questions" (2026-11-22); word lists are
Footfall's own judgement (heuristic, 2026-11-22).
"""

from __future__ import annotations

import re
from typing import Final

from footfall.page import Page
from footfall.page.kind import Kind
from footfall.page.structured import types_of
from footfall.smo.judging.branding import trailing_brand
from footfall.smo.judging.wording import shortened
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("content-headline", Severity.LOW, Fix.SUGGESTED, consumers=(), heuristic=True)

SHOUTING: Final = 0.8
"""Share of capitals among letters from which a headline shouts (own judgement, 2026-11-22)."""
FEWEST_LETTERS: Final = 15
"""Shorter headlines may be an abbreviation (as above)."""
BAIT: Final = re.compile(
    r"\b(?:you won.?t believe|what happen(?:s|ed) next|blow your mind|this one (?:\w+ )?trick|doctors hate"
    r"|will shock you|left (?:me|us|everyone) speechless|number \d+ will|change your life forever"
    r"|was dann geschah|du wirst nicht glauben|vous n.allez pas (?:le )?croire|no vas a creer)",
    re.IGNORECASE,
)
"""Phrases that networks rank down as clickbait (own collection, 2026-11-22)."""
PROMISE: Final = re.compile(
    r"[\d?:!\"“”‘«»]|\b(?:how|why|what|when|where|who|which|best|worst|top|guide|tips?|ways?|steps?|reasons?|secrets?|mistakes?"
    r"|lessons?|ideas?|easy|easier|simple|quick|fast|free|new|first|without|your?|beginners?|ultimate|complete|learn|make|get"
    r"|avoid|stop|start|build|save|improve|better|more|less|never|always|every|than|vs|versus|can|should|must|need|want|help"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|inside|behind|meet|review)\b",
    re.IGNORECASE,
)
"""Numbers, questions, quotations, and words that promise an answer or a benefit (own collection, 2026-11-22)."""
FEW_WORDS: Final = 5
"""Words up to which a headline is rather a label than a statement (own judgement, 2026-11-22)."""
NEWS: Final = frozenset(("NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "LiveBlogPosting", "Report"))


def check(subject: Subject) -> Outcome:
    page = subject.page
    if page.kind not in (Kind.ARTICLE, Kind.RECIPE):
        return NOT_APPLICABLE
    headline = _headline(page)
    if not headline:
        return NOT_APPLICABLE
    if _shouts(headline):
        said, advice = "is all in capitals, which reads as shouting", "Write it like a sentence."
    elif BAIT.search(headline):
        said = "uses a phrase of clickbait, which readers distrust and networks show less"
        advice = "Say what the page really gives."
    elif _is_label(page, headline):
        said = "names its topic and nothing more"
        advice = "Say what a reader gets: a number of steps, a question that is answered, a benefit."
    else:
        return PASS
    meta = page.meta("og:title")
    return (
        Finding(
            message=f'The headline "{shortened(headline)}" {said}.',
            advice=advice,
            span=meta.span if meta else page.title_span,
        ),
    )


def _headline(page: Page) -> str:
    title = page.meta_value("og:title") or page.title
    brand = trailing_brand(page, title)
    return title[: len(title) - len(brand)].rstrip(" |-–—:·•»›/~") if brand else title


def _shouts(headline: str) -> bool:
    capitals = sum(map(str.isupper, headline))
    cased = capitals + sum(map(str.islower, headline))
    return cased >= FEWEST_LETTERS and " " in headline and capitals / cased >= SHOUTING


def _is_label(page: Page, headline: str) -> bool:
    """A few words without number, question or promise. The words are English, and news must state, not promise."""
    if headline.count(" ") >= FEW_WORDS or not page.language.lower().startswith("en"):
        return False
    return not PROMISE.search(headline) and not _is_news(page)


def _is_news(page: Page) -> bool:
    return any(name in NEWS for item in page.json_ld_items for name in types_of(item))
