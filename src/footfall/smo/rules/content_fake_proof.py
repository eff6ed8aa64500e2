"""Share counters show zero, or the same number everywhere.

Looks at: numbers in share buttons and in boxes named as share counters: zeros, and three or more equal ones.

Why it matters: "0 shares" tells a reader that nobody cared. Equal numbers on every button look invented, and invented
numbers cost trust.

Bad:
    <a class="share" href="https://x.com/share?url=…">X</a> <span class="share-count">0</span>

Good:
    <a class="share" href="https://x.com/share?url=…">X</a>

Sources: Footfall's own judgement (heuristic, 2026-11-22).
"""

from __future__ import annotations

import re
from typing import Final

from footfall.page import Page
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("content-fake-proof", Severity.LOW, Fix.MANUAL, consumers=(), heuristic=True)

COUNT: Final = re.compile(
    r"^\D{0,24}?(?<![\w.,])(\d[\d.,]*)\s*[km]?(?:\s*(?:shares?|tweets?|likes?|total))?\W*$", re.IGNORECASE
)
"""A short label that ends in a number."""
COUNTER_CLASSES: Final = ("count", "number", "total")
DIGIT: Final = re.compile(r"\d")
LONGEST_LABEL: Final = 60
FEWEST_EQUAL: Final = 3
"""Equal counters that can't be chance (own judgement, 2026-11-22)."""
MOST_COUNTERS: Final = 200


def check(subject: Subject) -> Outcome:
    counts = _counts(subject.page)
    if not counts:
        return NOT_APPLICABLE
    zeros = [line for number, line in counts if number == 0]
    if zeros:
        return (
            Finding(
                message=f"{len(zeros)} of {len(counts)} share counters show 0, which says that nobody shared the page.",
                advice="Hide a counter until it has a number worth showing.",
                line=zeros[0],
            ),
        )
    numbers = {number for number, _ in counts}
    if len(counts) >= FEWEST_EQUAL and len(numbers) == 1:
        return (
            Finding(
                message=f"All {len(counts)} share counters show {numbers.pop()}, which looks invented.",
                advice="Show each network's own count, or none.",
                line=counts[0][1],
            ),
        )
    return PASS


def _counts(page: Page) -> list[tuple[int, int]]:
    """(number, line) of each counter."""
    said = [(control.label, control.line) for control in page.share_controls[:MOST_COUNTERS]]
    for element in page.marked_elements[:MOST_COUNTERS]:
        name = (element.attr("class") or "").lower()
        if any(word in name for word in COUNTER_CLASSES) and element.tag not in ("a", "button"):
            said.append((element.text.strip()[:LONGEST_LABEL], element.source_line or 0))
    short = [(text, line) for text, line in said if len(text) <= LONGEST_LABEL and DIGIT.search(text)]
    return [(int(re.sub(r"\D", "", found.group(1))), line) for text, line in short if (found := COUNT.match(text))]
