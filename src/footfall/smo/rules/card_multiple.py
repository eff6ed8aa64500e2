"""Several `twitter:card` tags with different values.

Looks at: the values of all `twitter:card` tags.

Why it matters: X takes the last one, other consumers the first. Usually the theme writes one and a plugin the other,
and nobody knows which card comes out.

Bad:
    <meta name="twitter:card" content="summary"><meta name="twitter:card" content="summary_large_image">

Good:
    <meta name="twitter:card" content="summary_large_image">

Sources: guides on X's reading order (2026-11-22); misskey-dev/summaly general.ts@f7c9f16d, which takes the first
(2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.wording import listed, shortened
from footfall.smo.judging.xcard import stated_cards
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("card-multiple", Severity.MEDIUM, Fix.AUTOMATIC, ("x",))


def check(subject: Subject) -> Outcome:
    stated = stated_cards(subject.page)
    if not stated:
        return NOT_APPLICABLE
    values = list(dict.fromkeys(meta.value.lower() for meta in stated))
    if len(values) == 1:
        return PASS
    last = stated[-1]
    return (
        Finding(
            message=f"The page states {len(stated)} twitter:card tags: {listed(shortened(one, 40) for one in values)}; "
            f"X takes the last, “{shortened(last.value, 40)}”, others the first.",
            advice="Keep the one that fits the picture and remove the others.",
            span=last.span,
        ),
    )
