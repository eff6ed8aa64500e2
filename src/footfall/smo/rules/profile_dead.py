"""A link leads to an account that is gone or has another name.

Looks at: links to accounts on networks that have closed; where the accounts were asked for, whether they still exist
(not found, gone) and whether they redirect to another name.

Why it matters: whoever wants to follow meets an error, or the stranger who took over the old name.

Bad:
    <a href="https://plus.google.com/+cornerbakery">Google+</a>

Good:
    <a href="https://bsky.app/profile/cornerbakery.example">Bluesky</a>

Sources: Footfall's own judgement (heuristic, 2026-11-22); closed networks as dated in networks.toml (2026-11-22).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from footfall.page import Page
from footfall.page.facts import Fault, Probe
from footfall.page.model import ProfileLink
from footfall.page.networks import networks
from footfall.page.profiles import account_of, network_of
from footfall.smo.judging.shares import name_of
from footfall.smo.judging.wording import shortened
from footfall.smo.rule import NOT_APPLICABLE, Finding, Fix, Outcome, Rule, Severity, Subject, Unknown

RULE = Rule("profile-dead", Severity.HIGH, Fix.SUGGESTED, consumers=(), heuristic=True)

MOST: Final = 10
"""Accounts told of on one page."""


def check(subject: Subject) -> Outcome:
    page, probes = subject.page, subject.facts.profiles
    if not page.profile_links:
        return NOT_APPLICABLE
    found: dict[str, Finding] = {}
    for link in page.profile_links:
        why = _why(page, link, probes or {})
        if why and len(found) < MOST:
            found.setdefault(account_of(link.url), _finding(link, why))
    if not found and probes is None:
        return Unknown("Nobody has asked whether the linked accounts still exist.")
    return tuple(found.values())


def _why(page: Page, link: ProfileLink, probes: Mapping[str, Probe]) -> str:
    network = networks().get(link.network)
    if network is not None and network.dead:
        return f"is gone, because {network.name} closed on {network.dead}"
    probe = probes.get(page.resolve(link.url))
    if probe is None:
        return ""
    if probe.fault is Fault.DNS:
        return "is gone with its whole site"
    if probe.status in (404, 410):
        return f"doesn't exist (it answers {probe.status})"
    return _renamed(link, probe.final_url)


def _renamed(link: ProfileLink, arrived: str) -> str:
    """Whether the network led on to another account; log-in and consent pages are none."""
    if not arrived or network_of(arrived) != link.network or account_of(arrived) == account_of(link.url):
        return ""
    return f"has moved to {shortened(arrived)}"


def _finding(link: ProfileLink, why: str) -> Finding:
    name = "another site" if link.network == "other" else name_of(link.network)
    return Finding(
        message=f"The linked account on {name} {why}.",
        advice="Link the account's present address, or remove the link.",
        line=link.line,
        excerpt=shortened(link.url, 160),
        urls=(link.url,),
    )
