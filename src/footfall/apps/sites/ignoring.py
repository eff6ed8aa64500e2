"""What people decided to leave alone on a site: taken out of lists, reports and alerts, never out of the score."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.db.models import Q, QuerySet

from footfall.apps.sites.models import Found, Site
from footfall.smo.audit import Judged


@dataclass(frozen=True, slots=True)
class Ignoring:
    """Rules left alone on the whole site, and (rule, address of the page) where it is one page only."""

    rules: frozenset[str] = frozenset()
    pages: frozenset[tuple[str, str]] = frozenset()

    def covers(self, rule: str, url: str) -> bool:
        """Whether a finding is ignored. `url` is "" for what the pages say together."""
        return rule in self.rules or (rule, url) in self.pages

    def heeded(self, findings: tuple[Judged, ...], url: str) -> tuple[Judged, ...]:
        """The findings of one page that nobody ignores."""
        return tuple(judged for judged in findings if not self.covers(judged.rule, url))


@dataclass(slots=True)
class Count:
    """How many findings were left out of a report, for the sentence that says so."""

    findings: int = field(default=0)


def ignoring(site: Site) -> Ignoring:
    """What is ignored on a site now."""
    rows = list(site.ignored.values_list("rule", "url"))
    found = Ignoring(frozenset(rule for rule, url in rows if not url))
    return replace(found, pages=frozenset((rule, url) for rule, url in rows if url and rule not in found.rules))


def without_ignored(findings: QuerySet[Found], site: Site) -> QuerySet[Found]:
    """The findings that nobody ignores."""
    return findings.exclude(_ignored(ignoring(site)))


def only_ignored(findings: QuerySet[Found], site: Site) -> QuerySet[Found]:
    """The findings that somebody ignores."""
    return findings.filter(_ignored(ignoring(site)))


def _ignored(known: Ignoring) -> Q:
    condition = Q(rule__in=known.rules)
    for rule, url in known.pages:
        condition |= Q(rule=rule, page__url=url)
    return condition
