"""Several pages of the site share one title.

Looks at: the `og:title` (otherwise the `<title>`) of every page of the site.

Why it matters: links of different pages look alike in a feed, people think they have seen the page already, and
reports can't tell them apart.

Bad:
    <meta property="og:title" content="Corner Bakery">   (on 40 recipe pages)

Good:
    <meta property="og:title" content="Sourdough in 10 steps">   (each recipe its own)

Sources: Footfall's own judgement (heuristic), 2026-11-22.
"""

from __future__ import annotations

from footfall.smo.judging.repeats import FROM, repeated
from footfall.smo.rule import NOT_APPLICABLE, Fix, Outcome, Rule, Severity
from footfall.smo.site import SiteFacts

RULE = Rule("meta-title-duplicate-site", Severity.MEDIUM, Fix.SUGGESTED, heuristic=True, site=True)

ADVICE = "Give each page a title of its own; a template that prints the page's headline does it for all."


def check_site(site: SiteFacts) -> Outcome:
    return NOT_APPLICABLE if site.pages < FROM else repeated(site.titles, "title", ADVICE)
