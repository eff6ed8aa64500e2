"""The page promises an oEmbed document that can't be used.

Looks at: the answers of the oEmbed addresses that the page's `<link rel="alternate">` tags name.

Why it matters: Slack, Mastodon, Misskey, Zulip and Discourse ask oEmbed first. A dead endpoint costs them the embed
and time; a frame over plain http is blocked by browsers. Mastodon ignores documents of type `rich`, which is harmless
as long as the page has its own tags.

Bad:
    <link rel="alternate" type="application/json+oembed" href="https://bakery.example/gone.json">

Good:
    <link rel="alternate" type="application/json+oembed" href="https://bakery.example/oembed?url=…">

Sources: oembed.com, discovery (2026-11-22); mastodon fetch_link_card_service.rb@00793a86 (2026-11-22);
misskey-dev/summaly general.ts@f7c9f16d (2026-11-22).
"""

from __future__ import annotations

import re

from footfall.page.facts import OEmbed
from footfall.page.model import LinkTag
from footfall.smo.judging.wording import quoted, shortened
from footfall.smo.rule import NOT_APPLICABLE, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("meta-oembed-broken", Severity.MEDIUM, Fix.MANUAL, ("slack", "mastodon", "misskey", "zulip", "discourse"))

HTTP_FRAME = re.compile(r"<iframe\b[^<>]{0,2000}?\bsrc\s*=\s*[\"']?http://", re.IGNORECASE)
MOST_LINKS = 4
"""Pages offer a JSON and an XML document; more are a mistake of another kind."""
MOST_HTML = 50_000
"""Characters of an embed that are searched; real ones have some hundreds."""
REMOVE = "Mend the endpoint, or remove the <link> that names it."


def check(subject: Subject) -> Outcome:
    page = subject.page
    if not page.oembed_links:
        return NOT_APPLICABLE
    links = [(link, page.resolve(link.href)) for link in page.oembed_links[:MOST_LINKS]]
    known = [(link, answer) for link, url in links if (answer := subject.facts.oembed.get(url)) is not None]
    if not known:
        return Unknown("The page names an oEmbed document, but nobody fetched it.")
    return tuple(finding for link, answer in known for finding in (_fault(subject, link, answer),) if finding)


def _fault(subject: Subject, link: LinkTag, answer: OEmbed) -> Finding | None:
    where = shortened(link.href, 100)
    if answer.fault is not None:
        return _finding(link, f"The oEmbed document at {where} can't be had, because {answer.fault.value}.", REMOVE)
    if answer.status != 200:
        return _finding(link, f"The oEmbed document at {where} answers with status {answer.status}.", REMOVE)
    if answer.data is None:
        if link.type != "application/json+oembed":
            return None
        return _finding(link, f"The oEmbed document at {where} is not a JSON object.", REMOVE)
    return _content_fault(subject, link, answer.data.get("type"), answer.data.get("html"))


def _content_fault(subject: Subject, link: LinkTag, kind: object, html: object) -> Finding | None:
    if kind not in ("rich", "video", "photo", "link"):
        return _finding(link, "The oEmbed document has no valid type.", "Let it state its type as oembed.com asks.")
    if isinstance(html, str) and HTTP_FRAME.search(html[:MOST_HTML]):
        said = "The oEmbed document embeds a frame over plain http, which browsers block on https sites."
        return _finding(link, said, "Let the frame's address start with https.")
    page = subject.page
    if kind == "rich" and not (page.meta("og:title") and page.meta("og:image")):
        said = "The oEmbed document is of type rich, which Mastodon ignores, and the page lacks og:title or og:image."
        return _finding(link, said, "Add og:title and og:image to the page.", ("mastodon",))
    return None


def _finding(link: LinkTag, message: str, advice: str, consumers: tuple[str, ...] | None = None) -> Finding:
    return Finding(message, advice, span=link.span, excerpt=quoted(link.href), consumers=consumers)
