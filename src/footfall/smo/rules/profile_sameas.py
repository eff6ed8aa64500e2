"""The structured data names other accounts than the page links to, or none.

Looks at: `sameAs` of the organisation or person in the JSON-LD (also as publisher), against the links to accounts.

Why it matters: search engines show the accounts named there beside the site's name. An old or missing one sends people
to the wrong place.

Bad:
    {"@type": "Organization", "name": "Corner Bakery"}

Good:
    {"@type": "Organization", "name": "Corner Bakery", "sameAs": ["https://www.instagram.com/cornerbakery"]}

Sources: schema.org/sameAs (assumed reading by search engines, 2026-11-22).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from footfall.page import Page
from footfall.page.profiles import account_of, network_of
from footfall.page.structured import types_of
from footfall.smo.judging.shares import name_of
from footfall.smo.judging.wording import listed
from footfall.smo.rule import NOT_APPLICABLE, PASS, Finding, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("profile-sameas", Severity.LOW, Fix.MANUAL, consumers=())

OWNERS: Final = frozenset(
    (
        *("Organization", "NewsMediaOrganization", "Corporation", "LocalBusiness", "Store", "Restaurant", "Person"),
        *("EducationalOrganization", "NGO", "OnlineStore", "OnlineBusiness", "Brand"),
    )
)
MOST_ADDRESSES: Final = 100
MANY_NAMES: Final = re.compile(r"^youtube\.com/|/pages/|/people/|profile\.php|linkedin\.com/company/\d+$")
"""Accounts that have several addresses, so that a different one proves nothing."""


def check(subject: Subject) -> Outcome:
    page = subject.page
    owners = [owner for item in page.json_ld_items for owner in _owners(item)]
    links = _own_links(page) if owners else {}
    if not owners or not links:
        return NOT_APPLICABLE
    named = {address for owner in owners for address in _addresses(owner)}
    if not named:
        main = any(not OWNERS.isdisjoint(types_of(item)) for item in page.json_ld_items)
        return (_nothing_named(page, links),) if main else NOT_APPLICABLE
    stated: dict[str, set[str]] = {}
    for address in named:
        stated.setdefault(network_of(address), set()).add(account_of(address))
    different = [
        network
        for network, account in links.items()
        if account not in stated.get(network, set()) and not (network in stated and MANY_NAMES.search(account))
    ]
    return (_differs(page, different, stated),) if different else PASS


def _owners(item: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """The organisations and persons of a block; publishers count for what they name, not for what they leave out."""
    if not OWNERS.isdisjoint(types_of(item)):
        yield item
    publisher = item.get("publisher")
    if isinstance(publisher, Mapping) and ("sameAs" in publisher or "name" in publisher):
        yield publisher


def _addresses(owner: Mapping[str, object]) -> tuple[str, ...]:
    value = owner.get("sameAs")
    values = value[:MOST_ADDRESSES] if isinstance(value, list) else [value]
    return tuple(address for address in values if isinstance(address, str) and address)


def _own_links(page: Page) -> dict[str, str]:
    """The account linked on each network; where there are several, other people's are among them, and none counts."""
    found: dict[str, set[str]] = {}
    for network, url in dict.fromkeys((link.network, link.url) for link in page.profile_links):
        if network != "other":
            found.setdefault(network, set()).add(account_of(url))
    return {network: next(iter(accounts)) for network, accounts in found.items() if len(accounts) == 1}


def _nothing_named(page: Page, links: Mapping[str, str]) -> Finding:
    return Finding(
        message=f"The structured data names no accounts (sameAs); the page links to {listed(map(name_of, links))}.",
        advice="Add sameAs with the addresses of your accounts to the organisation or person.",
        span=page.json_ld[0].span if page.json_ld else None,
    )


def _differs(page: Page, networks: list[str], stated: Mapping[str, set[str]]) -> Finding:
    other = [network for network in networks if network in stated]
    reason = "names another account than the page for" if other else "leaves out the linked account on"
    return Finding(
        message=f"The structured data (sameAs) {reason} {listed(map(name_of, other or networks))}.",
        advice="Let sameAs list the same addresses as the links on the page.",
        span=page.json_ld[0].span if page.json_ld else None,
    )
