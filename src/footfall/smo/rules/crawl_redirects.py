"""The shared address leads to the page by detours.

Looks at: the redirects on the way from the address to the page, and a `<meta http-equiv="refresh">` to somewhere
else.

Why it matters: Lemmy follows one redirect, Mastodon three; behind more of them there is no card. Signal gives up
where https turns into http on the way. A meta refresh is followed by browsers only: bots draw the page that holds it.

Bad:
    http://bakery.example/bread → https → www → /blog/bread → /blog/bread/

Good:
    the address that is shared answers with the page itself

Sources: mastodon/mastodon app/services/fetch_link_card_service.rb@00793a86; LemmyNet/lemmy
crates/api_common/src/request.rs@01222156; Signal-Desktop linkPreviewFetch@023ae374 (2026-11-22).
"""

from __future__ import annotations

import re
from itertools import pairwise

from footfall.page.facts import Response
from footfall.page.model import Meta, Place
from footfall.smo.judging.wording import named, shortened
from footfall.smo.previews import Profile
from footfall.smo.rule import Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("crawl-redirects", Severity.HIGH, Fix.MANUAL, consumers=("mastodon", "lemmy", "signal"))

FOLLOWED = {"lemmy": 1, "mastodon": 3}
"""Redirects followed (their code, 2026-11-22), unless the profile says otherwise."""
REFRESH = re.compile(r"\s*[\d.]*\s*[;,]\s*(?:url\s*=\s*)?['\"]?\s*([^'\"\s]+)", re.IGNORECASE)


def check(subject: Subject) -> Outcome:
    found = [finding for finding in (_refresh(subject),) if finding]
    response = subject.facts.response
    if response is None:
        return found or Unknown("The page came from a file, so nobody knows by which redirects it is reached.")
    found += [finding for finding in (_too_many(subject, response), _insecure(response)) if finding]
    return found


def _too_many(subject: Subject, response: Response) -> Finding | None:
    count = len(response.hops)
    if count <= min(FOLLOWED.values()):
        return None
    profiles = subject.previews.profiles
    lost = tuple(sorted(name for name in {*profiles, *FOLLOWED} if count > _followed(name, profiles.get(name))))
    if not lost:
        return None
    return Finding(
        message=f"The address redirects {count} times before the page comes, too often for {named(lost, profiles)}.",
        advice=f"Share {shortened(response.url, 200)} itself, and let old addresses redirect there in one step.",
        excerpt=shortened(" → ".join([*(hop.url for hop in response.hops), response.url]), 160),
        severity=Severity.LOW if lost == ("lemmy",) else None,
        consumers=lost,
    )


def _followed(name: str, profile: Profile | None) -> int:
    stated = profile.integer("fetch.redirects") if profile else None
    return stated if stated is not None else FOLLOWED.get(name, 99)


def _insecure(response: Response) -> Finding | None:
    ways = [hop.url for hop in response.hops] + [response.url]
    for before, after in pairwise(ways):
        if before.lower().startswith("https:") and after.lower().startswith("http:"):
            return Finding(
                message="On the way to the page https turns into http; Signal gives up there.",
                advice="Redirect to the https address of the page only.",
                excerpt=shortened(f"{before} → {after}", 160),
                consumers=("signal",),
            )
    return None


def _refresh(subject: Subject) -> Finding | None:
    nameless = (meta for meta in subject.page.metas if not (meta.prop or meta.name))
    meta = next((meta for meta in nameless if _aim(subject, meta)), None)
    if meta is None:
        return None
    return Finding(
        message="A meta refresh sends browsers to another page; preview bots stay and draw this one.",
        advice="Redirect in the server with status 301 or 302, or put the card's tags on this page as well.",
        span=meta.span,
        excerpt=shortened(meta.attrs.get("content", ""), 160),
        consumers=("all",),
    )


def _aim(subject: Subject, meta: Meta) -> str:
    """Where a refresh leads, "" when it only loads this page again, or when only browsers without scripts see it."""
    if meta.attrs.get("http-equiv", "").strip().lower() != "refresh" or meta.place not in (Place.HEAD, Place.BODY):
        return ""
    aim = REFRESH.match(meta.attrs.get("content", "")[:2000])
    if aim is None:
        return ""
    url = subject.page.resolve(aim[1]).partition("#")[0]
    return "" if url == subject.page.url.partition("#")[0] else url
