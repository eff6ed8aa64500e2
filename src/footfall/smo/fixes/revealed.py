"""What the audit says of a mended page that it couldn't say before: a page that states more can be judged further."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from footfall.page.facts import PageFacts
from footfall.smo.audit import audit_parsed
from footfall.smo.fixes.model import Proposal
from footfall.smo.rule import Severity

if TYPE_CHECKING:
    from footfall.page import Page
    from footfall.smo.fixes.model import FixContext

GRAVE: Final = Severity.MEDIUM.rank
"""Findings up to this rank are told; milder ones wait for the next audit."""


def revealed(before: Page, after: Page, context: FixContext) -> Iterator[Proposal]:
    """Each rule of weight that fires on the mended page and didn't before, once, in the words of its finding."""
    facts = PageFacts(images=context.images)
    known = {judged.rule for judged in audit_parsed(before, facts).findings if judged.severity.rank <= GRAVE}
    for judged in audit_parsed(after, facts).findings:
        if judged.severity.rank <= GRAVE and judged.rule not in known:
            known.add(judged.rule)
            yield Proposal(judged.rule, judged.finding.message, judged.finding.advice)
