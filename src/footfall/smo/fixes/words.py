"""Whether text found on a page can be trusted as words for people."""

from __future__ import annotations

import html
import re
from typing import Final

LONGEST: Final = 1000
"""Characters: a longer description is an article body or a heap of keywords (Footfall's own judgement, 2026-11)."""
_LEFTOVER = re.compile(
    r"\{\{|\}\}|\{%|<%|\$\{|\[object |\N{REPLACEMENT CHARACTER}|^(?:null|undefined|none|nan|untitled)$", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_END = re.compile(r"[.!?…。！？।؟][\"'”’»)\]]*$")
_SENTENCE = re.compile(r".+?[.!?…。！？।؟][\"'”’»)\]]*(?=\s|$)|.+?[。！？]", re.DOTALL)
_CHATTER = re.compile(
    r"\b(?:cookies?|javascript|your browser|all rights reserved|copyright|sign up|subscribe|newsletter|log ?in|"
    r"advertis\w+|terms of (?:use|service)|privacy policy|skip to|click here|photo(?:graph)? by|image credit|"
    r"wird geladen|datenschutz|newsletter|politique de confidentialité)\b|©",
    re.IGNORECASE,
)
"""What the first paragraph of many pages is about instead of the page."""


def plain(value: str) -> str:
    """The text with white space folded; "" when it is a template's leftover, damaged, or markup."""
    text = " ".join(value.split())
    return "" if _LEFTOVER.search(text) or _TAG.search(text) else text


def unescaped(value: str) -> str:
    """Text from JSON-LD, where writers often leave HTML entities, as plain text."""
    return plain(html.unescape(value))


def words(text: str) -> int:
    """Words; in scripts without spaces two characters count as one."""
    return len(text.split()) + len(_UNSPACED.findall(text)) // 2


def describes(text: str, *titles: str) -> bool:
    """Whether an author's description says something: four words or more that aren't just a title again."""
    same = {title.casefold() for title in titles}
    return words(text) >= 4 and len(text) <= LONGEST and text.casefold() not in same


def statement(paragraph: str, limit: int = 200, longest: int = 300) -> str:
    """The start of a paragraph as a description: whole sentences within `limit` characters; "" when it isn't fit.

    A fit paragraph has eight words or more, ends like a sentence and talks about its subject, not about cookies. Its
    first sentence may run to `longest` characters.
    """
    text = plain(paragraph)
    if words(text) < 8 or not _END.search(text) or _CHATTER.search(text[:300]):
        return ""
    taken = ""
    for sentence in _SENTENCE.finditer(text[: longest + 1]):
        if sentence.end() > (limit if taken else longest):
            break
        taken = text[: sentence.end()]
    return taken.strip() if words(taken) >= 8 else ""
