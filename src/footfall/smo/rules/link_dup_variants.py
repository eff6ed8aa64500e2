"""The same page answers under several addresses.

Looks at: how http and https, with and without www, with and without the final slash answer.

Why it matters: people share what stands in their address bar. Where every spelling answers with 200, one page's
shares and likes are counted under several addresses, and bots fetch it several times.

Bad:
    https://bakery.example/bread → 200 and https://www.bakery.example/bread/ → 200

Good:
    https://www.bakery.example/bread/ → 301 to https://bakery.example/bread → 200

Sources: documentation of SEO audits that check the same (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.address import parts_of
from footfall.smo.judging.wording import listed, shortened
from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("link-dup-variants", Severity.MEDIUM, Fix.MANUAL, consumers=())


def check(subject: Subject) -> Outcome:
    page, variants = subject.page, subject.facts.variants
    if variants is None:
        return Unknown("Nobody asked how the page's other spellings (http, www, final slash) answer.")
    response = subject.facts.response
    own = parts_of(response.url if response else page.url)
    ends = {parts_of(probe.final_url or probe.url): probe for probe in variants if probe.status == 200}
    others = [probe.final_url or probe.url for parts, probe in ends.items() if parts is not None and parts != own]
    if own is None or not others:
        return PASS
    return (
        Finding(
            message=f"The page also answers with 200 at {listed(shortened(url, 100) for url in others)}, "
            "so its shares may be counted under several addresses.",
            advice="Choose one spelling and redirect the others there with status 301.",
            excerpt=shortened(others[0], 160),
            severity=Severity.LOW if page.canonical else None,
            urls=tuple(others),
        ),
    )
