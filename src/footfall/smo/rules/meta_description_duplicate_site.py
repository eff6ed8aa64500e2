"""Several pages of the site share one description.

Looks at: the `og:description` (otherwise the meta description) of every page of the site.

Why it matters: a description that fits every page says nothing about this one; shared links of the site look alike and
give no reason to click.

Bad:
    <meta property="og:description" content="Welcome to our bakery!">   (on 40 recipe pages)

Good:
    <meta property="og:description" content="A crisp crust without special tools.">   (each recipe its own)

Sources: Footfall's own judgement (heuristic), 2026-11-22.
"""

from __future__ import annotations

from footfall.smo.judging.repeats import FROM, repeated
from footfall.smo.rule import NOT_APPLICABLE, Fix, Outcome, Rule, Severity
from footfall.smo.site import SiteFacts

RULE = Rule("meta-description-duplicate-site", Severity.MEDIUM, Fix.SUGGESTED, heuristic=True, site=True)

ADVICE = "Write each page a sentence of its own, or let the template print the page's lead sentence."


def check_site(site: SiteFacts) -> Outcome:
    return NOT_APPLICABLE if site.pages < FROM else repeated(site.descriptions, "description", ADVICE)
