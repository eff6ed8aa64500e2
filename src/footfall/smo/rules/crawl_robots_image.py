"""robots.txt turns preview bots away from the preview picture.

Looks at: robots.txt of the host that serves the picture, and of the one that a redirect leads to.

Why it matters: X asks robots.txt for the picture too. The card then appears with title and text and an empty frame,
which looks like a fault of the picture. Typical are pictures below `/api/`, `/_next/image` or on a storage host.

Bad:
    User-agent: *
    Disallow: /api/          (og:image is https://bakery.example/api/og?title=…)

Good:
    User-agent: *
    Allow: /api/og
    Disallow: /api/

Sources: guides that quote X's developer pages; internetarchive/openlibrary#1841 and starc007/ui-components#70
(2026-11-22).
"""

from __future__ import annotations

from footfall.smo.agents import consumers_of_tokens, obeyed
from footfall.smo.judging.picture import about, fetched
from footfall.smo.judging.wording import listed
from footfall.smo.rule import Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("crawl-robots-image", Severity.CRITICAL, Fix.AUTOMATIC, consumers=("x",))


def check(subject: Subject) -> Outcome:
    seen = fetched(subject)
    if not isinstance(seen, tuple):
        return seen
    found = []
    for picture, image in seen:
        tokens = obeyed(image.blocked_agents)
        if not tokens:
            continue
        consumers = consumers_of_tokens(tokens)
        found.append(
            about(
                picture,
                f"robots.txt turns {listed(tokens)} away from the picture in {picture.meta.key}, so cards show none.",
                f"Allow the picture's path in that robots.txt for {listed(tokens)}, and where it redirects to as well.",
                severity=None if "x" in consumers else Severity.HIGH,
                consumers=consumers,
            )
        )
    if not found and subject.facts.blocked_agents is None:
        return Unknown("No robots.txt was read, so nobody knows whether preview bots may fetch the picture.")
    return found
