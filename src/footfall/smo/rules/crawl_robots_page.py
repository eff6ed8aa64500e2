"""robots.txt turns preview bots away from the page.

Looks at: robots.txt of the page's host, asked for each preview bot's token (longest match wins).

Why it matters: a bot that obeys robots.txt never sees the page, so its network shows a bare address: no title, no
picture. Such lines are usually meant for search engines or for everybody (`User-agent: *`) and hit previews by
accident.

Bad:
    User-agent: *
    Disallow: /

Good:
    User-agent: facebookexternalhit
    User-agent: Twitterbot
    User-agent: LinkedInBot
    Allow: /

Sources: RFC 9309 (2026-11-22); guides that quote X's developer pages, mozilla-services/screenshots#2774 and
nrjdalal/zerostarter#447 (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.agents import consumers_of_tokens, obeyed, preview_agents
from footfall.smo.judging.wording import listed
from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("crawl-robots-page", Severity.CRITICAL, Fix.AUTOMATIC)


def check(subject: Subject) -> Outcome:
    blocked = subject.facts.blocked_agents
    if blocked is None:
        return Unknown("The site's robots.txt was not read, so nobody knows which preview bots it turns away.")
    tokens = obeyed(blocked)
    if not tokens:
        return PASS
    whom = "every preview bot" if len(tokens) == len(obeyed(preview_agents())) else listed(tokens)
    return (
        Finding(
            message=f"robots.txt turns {whom} away from this page, so links to it show no title and no picture there.",
            advice=f"Add a group to robots.txt that allows this page for {whom}.",
            excerpt=", ".join(tokens)[:160],
            consumers=consumers_of_tokens(tokens),
        ),
    )
