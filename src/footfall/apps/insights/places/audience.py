"""Does a site support the network that brings most visits? Its newest audit answers, over its most visited pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import urljoin

from footfall.apps.sites.models import Audit, AuditedPage, Site
from footfall.apps.sites.results import judged
from footfall.apps.sites.sources import JudgedPage
from footfall.smo.draw.wall import State, verdict
from footfall.smo.judging.shares import offers_any
from footfall.smo.previews.profile import profiles

LOOKED_AT: Final = 5
"""Pages worked out again for one page of the desk: each costs about 20 ms. Our choice."""


class Looked(NamedTuple):
    """One page against one network. `offers`: a control for it; `choice`: only a menu that may lead there."""

    row: AuditedPage
    offers: bool
    choice: bool
    card: State | None
    """None where Footfall has no profile of the network's previews."""
    card_said: str
    profile: bool


@dataclass(frozen=True, slots=True)
class Support:
    net: str
    audit: Audit | None
    """None: the site has no result yet."""
    pages: list[Looked]
    """Empty where the sources are not kept any more."""

    @property
    def without_share(self) -> list[Looked]:
        return [one for one in self.pages if not one.offers and not one.choice]

    @property
    def only_choice(self) -> list[Looked]:
        return [one for one in self.pages if one.choice and not one.offers]

    @property
    def bad_cards(self) -> list[Looked]:
        return [one for one in self.pages if one.card is State.BROKEN]

    @property
    def doubtful_cards(self) -> list[Looked]:
        return [one for one in self.pages if one.card is State.DOUBTFUL]

    @property
    def draws_cards(self) -> bool:
        return self.net in profiles()

    @property
    def has_profile(self) -> bool:
        return any(one.profile for one in self.pages)


def support(site: Site, net: str, paths: Sequence[str]) -> Support:
    """
    Args:
        paths: the most visited first.
    """
    audit = site.audits.with_results().first()
    if audit is None:
        return Support(net, None, [])
    found = [judged(row) for row in _rows(audit, site, paths)]
    return Support(net, audit, [_looked(one, net) for one in found if one is not None])


def page_of(site: Site, path: str) -> AuditedPage | None:
    """The page as the newest audit has it."""
    audit = site.audits.with_results().first()
    return next(iter(_rows(audit, site, [path], any_page=False)), None) if audit else None


def _rows(audit: Audit, site: Site, paths: Sequence[str], *, any_page: bool = True) -> list[AuditedPage]:
    """The audited pages at these paths, in their order; where there is none of them, the audit's first ones."""
    urls = {urljoin(site.address, path): number for number, path in enumerate(paths)}
    urls |= {f"{url.rstrip('/')}/": number for url, number in urls.items() if "?" not in url}
    rows = sorted(audit.pages.filter(url__in=urls)[: 2 * LOOKED_AT], key=lambda row: urls[row.url])
    if not rows and any_page:
        rows = list(audit.pages.all()[:LOOKED_AT])
    for row in rows:
        row.audit = audit
    return rows[:LOOKED_AT]


def _looked(found: JudgedPage, net: str) -> Looked:
    page = found.page
    offers = any(control.network == net for control in page.share_controls)
    preview = next((one for one in found.audit.previews if one.consumer == net), None)
    card, said = None, ""
    if preview is not None:
        card, _label, said = verdict(preview, found.audit.previews, url=page.url, facts=found.facts)
    profile = any(link.network == net for link in page.profile_links)
    return Looked(found.row, offers, offers_any(page), card, said, profile)
