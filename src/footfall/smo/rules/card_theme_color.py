"""The page has no `theme-color`.

Looks at: `<meta name="theme-color">`.

Why it matters: Discord draws the stripe beside the card in this colour; phones tint the browser with it. A missing
one does no harm, the card is just grey.

Bad:
    <head><title>Sourdough</title></head>

Good:
    <head><meta name="theme-color" content="#8a4b1f"></head>

Sources: guides on Discord's embeds (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("card-theme-color", Severity.INFO, Fix.AUTOMATIC, ("discord",))


def check(subject: Subject) -> Outcome:
    page = subject.page
    if page.meta("theme-color"):
        return PASS
    return (
        Finding(
            message="The page has no theme-color, so the stripe beside its card in Discord is grey.",
            advice='Add <meta name="theme-color" content="#…"> with your brand\'s colour.',
            span=page.head_span,
        ),
    )
