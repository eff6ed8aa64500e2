"""The page doesn't answer with status 200.

Looks at: the answer to an honest bot's request (Footfall's own agent string), after redirects; and whether these lead
to a sign-in page.

Why it matters: preview bots take anything but 200 for "no page" and draw no card, or they draw a card of the sign-in
page. What a signed-in person or a browser sees doesn't help them. Where only some bots are refused,
crawl-ua-differential says so.

Bad:
    HTTP/1.1 302 Found
    Location: /login?next=/blog/sourdough

Good:
    HTTP/1.1 200 OK

Sources: developers.facebook.com, Sharing, crawler (2026-11-22); mastodon/mastodon
app/services/fetch_link_card_service.rb@00793a86 (2026-11-22).
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from footfall.page.facts import Response
from footfall.smo.judging.wording import shortened
from footfall.smo.rule import PASS, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("crawl-status", Severity.CRITICAL, Fix.MANUAL)

SIGN_IN = re.compile(r"[/_-](?:log-?in|sign-?in|sso|auth(?:enticate|orize)?|session/new)(?:[/_.-]|$)", re.IGNORECASE)
ADVICE = {
    401: "Publish the page without a sign-in, or share a page that is public.",
    403: "Let preview bots pass in the firewall or bot protection; they come with the agent strings of their networks.",
    404: "Correct the address that is shared, or redirect it to the page that took its place.",
    410: "Correct the address that is shared, or redirect it to the page that took its place.",
    429: "Raise the rate limit for preview bots: after a post they come by the dozen within seconds.",
    503: "Mend the server or take it out of maintenance; exempt preview bots from a waiting page.",
}
"""What to do about the statuses that preview bots meet most (RFC 9110 and RFC 6585, 2026-11-22)."""


def check(subject: Subject) -> Outcome:
    response = subject.facts.response
    if response is None:
        return Unknown("The page came from a file, so nobody knows with which status the server answers.")
    if response.status != 200:
        return (
            Finding(
                message=f"The page answers with status {response.status} instead of 200, so bots draw no card of it.",
                advice=ADVICE.get(response.status, "Let the address answer everybody with status 200."),
                urls=(response.url,),
            ),
        )
    if _leads_to_sign_in(response):
        return (
            Finding(
                message="The address leads to a sign-in page, so the card shows that instead of what was shared.",
                advice="Show bots and strangers a public version with title, description and picture.",
                excerpt=shortened(response.url, 160),
                urls=(response.url,),
            ),
        )
    return PASS


def _leads_to_sign_in(response: Response) -> bool:
    if not response.hops:
        return False
    begin, end = _path(response.hops[0].url), _path(response.url)
    return SIGN_IN.search(end) is not None and SIGN_IN.search(begin) is None


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
