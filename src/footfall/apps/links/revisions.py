"""How every process learns of changed links: a counter that grows with every change, in the order of commits.

Whoever changes links counts up first and so holds the counter's row until the commit: a revision is never seen before
a smaller one, whatever PostgreSQL runs side by side.
"""

from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from footfall.apps.links.models import Domain, Link, Revision, Tombstone
from footfall.flywheel import owned

_ONLY = 1
_FIELDS = ("pk", "site_id", "code", "target", "adds", "token", "permanent", "ends_at", "state", "host", "revision")


def begin_change() -> int:
    """The revision of a change that begins. Call it first, inside the change's transaction."""
    row = Revision.objects.filter(pk=_ONLY)
    if not row.update(value=F("value") + 1):
        try:
            with transaction.atomic():
                Revision.objects.create(pk=_ONLY, value=1)
        except IntegrityError:  # Another process made it in this moment.
            row.update(value=F("value") + 1)
    return row.values_list("value", flat=True).get()


def revision() -> int:
    """The latest one: one small row, cheap enough to ask every half second."""
    return Revision.objects.filter(pk=_ONLY).values_list("value", flat=True).first() or 0


def changed_since(since: int) -> tuple[int, list[owned.Link]]:
    """The revision up to which the answer is complete, and all links that changed after `since`.

    0 asks for all. Links that are gone come with `state="gone"`, so that whoever remembers them learns of it.
    """
    latest = revision()
    if latest == since:
        return since, []
    rows = Link.objects.filter(revision__gt=since).order_by("pk").only(*_FIELDS)
    found = [as_owned(row) for row in rows.iterator()]
    return latest, [*found, *_graves(since), *_probes(since)]


def as_owned(link: Link) -> owned.Link:
    """A link as the edge answers it."""
    return owned.Link(
        id=link.pk,
        site=link.site_id,
        code=link.code,
        target=link.target,
        adds=link.adds,
        token=link.token,
        permanent=link.permanent,
        ends=int(link.ends_at.timestamp() * 1000) if link.ends_at else 0,
        state=link.state,
        host=link.host,
    )


def _graves(since: int) -> list[owned.Link]:
    stones = Tombstone.objects.filter(revision__gt=since)
    return [owned.Link(stone.link, 0, stone.code, "", state="gone", host=stone.host) for stone in stones]


def _probes(since: int) -> list[owned.Link]:
    """What the check of a domain asks for: it leads to the desk's own front, and belongs to no site."""
    rows = Domain.objects.filter(revision__gt=since)
    return [owned.Link(0, 0, row.probe, probe_target(row), host=row.host) for row in rows]


def probe_target(domain: Domain) -> str:
    """Where a domain's test link leads: only this desk knows it."""
    return f"{settings.PUBLIC_URL}/?domain={domain.probe}"


def domain_hosts() -> frozenset[str]:
    """Own domains, also those that are still being checked. They change with `revision` as links do."""
    return frozenset(Domain.objects.values_list("host", flat=True))
