"""Where each site of a workspace stands: its newest result, the one before it, what it needs."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from footfall.apps.sites.models import Audit, AuditQuerySet, AuditState, Ignored, RuleCount, Site
from footfall.smo.previews.profile import profiles
from footfall.smo.rule import Fix


class Need(StrEnum):
    """Why somebody should look at a site today."""

    FAILED = "failed"
    WORSE = "worse"
    UNDER_WAY = "under-way"
    NEVER = "never"
    """It was never audited."""


class Standing(NamedTuple):
    """A site with its newest audits. `latest` and `before` have results; `last` is the newest in whatever state."""

    site: Site
    latest: Audit | None
    before: Audit | None
    last: Audit | None
    first: RuleCount | None = None
    """What costs the pages of the newest result most, of what nobody ignores."""

    @property
    def change(self) -> int | None:
        """Points gained since the audit before; None where there is nothing to compare with."""
        if self.latest is None or self.before is None or self.latest.score is None or self.before.score is None:
            return None
        return self.latest.score - self.before.score

    @property
    def need(self) -> Need | None:
        if self.last is None:
            return Need.NEVER
        if not self.last.is_over:
            return Need.UNDER_WAY
        if self.last.state == AuditState.FAILED:
            return Need.FAILED
        return Need.WORSE if (self.change or 0) < 0 else None


def standings(sites: Iterable[Site]) -> list[Standing]:
    """The standing of each site, in four queries however many there are."""
    known = list(sites)
    audits = Audit.objects.filter(site__in=[site.pk for site in known]).select_related("site")
    results: dict[int, list[Audit]] = {}
    for audit in _newest(audits.with_results(), 2):
        results.setdefault(audit.site_id, []).append(audit)
    last = {audit.site_id: audit for audit in _newest(audits, 1)}
    costs = _dearest([audits[0] for audits in results.values()])
    found = []
    for site in known:
        latest, before = [*results.get(site.pk, []), None, None][:2]
        found.append(Standing(site, latest, before, last.get(site.pk), costs.get(site.pk)))
    return found


def standing(site: Site) -> Standing:
    """The standing of one site."""
    return standings([site])[0]


def _dearest(audits: Iterable[Audit]) -> dict[int, RuleCount]:
    """By site: the rule whose mending is worth most, in the order of `results.worth_most`."""
    sites = {audit.pk: audit.site_id for audit in audits}
    ignored = set(Ignored.objects.filter(site__in=sites.values(), url="").values_list("site_id", "rule"))
    found: dict[int, RuleCount] = {}
    for row in sorted(RuleCount.objects.filter(audit__in=sites, points__gt=0), key=_worth):
        site = sites[row.audit_id]
        if row.consumers and (site, row.rule) not in ignored:
            found.setdefault(site, row)
    return found


def _worth(row: RuleCount) -> tuple[int, bool, str]:
    reach = len(profiles()) if "all" in row.consumers else len(row.consumers)
    return -row.points * reach, row.fix != Fix.AUTOMATIC.value, row.rule


def _newest(audits: AuditQuerySet, most: int) -> AuditQuerySet:
    """The newest audits of each site, the newest first."""
    order = [F("asked_at").desc(), F("pk").desc()]
    ranked = audits.annotate(place=Window(RowNumber(), partition_by=[F("site_id")], order_by=order))
    return ranked.filter(place__lte=most).order_by("site_id", "place")


def standing_at(audit: Audit) -> Standing:
    """Where the site stood with one audit's result, against the one before it."""
    earlier = audit.site.audits.with_results().filter(asked_at__lt=audit.asked_at).first()
    return Standing(audit.site, audit, earlier, audit)
