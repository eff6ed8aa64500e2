"""`og:title` ends with the site's name.

Looks at: the end of `og:title`, against `og:site_name`, `application-name` and the host name.

Why it matters: cards print the site's name on a line of its own, so it stands there twice and takes room from the
headline. WhatsApp asks for titles without branding; Misskey cuts the name off itself.

Bad:
    <meta property="og:title" content="Sourdough in 10 steps | Corner Bakery">
    <meta property="og:site_name" content="Corner Bakery">

Good:
    <meta property="og:title" content="Sourdough in 10 steps">
    <meta property="og:site_name" content="Corner Bakery">

Sources: WhatsApp, link previews in the business messaging documentation (updated 2026-05-21, read 2026-11-22);
misskey-dev/summaly 5.5.1 (2026-11-22).
"""

from __future__ import annotations

from footfall.smo.judging.branding import trailing_brand
from footfall.smo.judging.wording import quoted, shortened
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("meta-title-branding-in-og", Severity.LOW, Fix.SUGGESTED, ("whatsapp", "misskey"))


def check(subject: Subject) -> Outcome:
    page = subject.page
    stated = page.meta("og:title")
    if stated is None:
        return NOT_APPLICABLE
    brand = trailing_brand(page, stated.value)
    if not brand:
        return PASS
    return (
        Finding(
            message=f"og:title ends with the site's name, “{shortened(brand, 40)}”, which cards print once more.",
            advice="Leave the site's name to og:site_name and let og:title be the headline alone.",
            span=stated.span,
            excerpt=quoted(stated.value),
        ),
    )
