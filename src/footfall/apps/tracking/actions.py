"""Use cases of measuring: one verb a function, each owns its transaction and leaves a line in the log."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.models import ApiToken, Person
from footfall.apps.sites.addresses import Refused
from footfall.apps.sites.models import Site
from footfall.apps.tracking import checks
from footfall.apps.tracking.models import Consent, Goal, Keeping, Measuring
from footfall.apps.tracking.rules import hosts_of, seal

Doer = Person | ApiToken | None
MOST_GOALS = 100
"""Of a site; every view of a page is held against all of them. Our choice."""

__all__ = ["Refused", "add_goal", "change_goal", "change_measuring", "make_key", "remove_goal", "revoke_key"]


def change_measuring(
    site: Site,
    *,
    by: Doer,
    on: bool | None = None,
    hosts: Iterable[str] | None = None,
    keeps: Iterable[str] | None = None,
    consent: str | None = None,
    hash_share: bool | None = None,
    days: int | None = None,
) -> Measuring:
    """Change what is named; the rest stays. Every process measures by it within a second.

    Raises:
        Refused: something can't be taken.
    """
    wanted: dict[str, Any] = {"on": on, "consent": consent, "hash_share": hash_share, "days": days}
    if hosts is not None:
        own = hosts_of(site)
        wanted["hosts"] = [host for host in checks.hosts(hosts) if host not in own]
    if keeps is not None:
        wanted["keeps"] = checks.parameters(keeps)
    if (consent is not None and consent not in Consent.values) or (days is not None and days not in Keeping.values):
        raise Refused(_("Choose one of the answers that are offered."))
    with transaction.atomic():
        measuring = _kept(site)
        changed = [name for name, to in wanted.items() if to is not None and getattr(measuring, name) != to]
        for name in changed:
            setattr(measuring, name, wanted[name])
        if changed:
            measuring.save()
            note("measuring.changed", site, workspace=site.workspace, by=by, what=", ".join(map(_words, changed)))
    return measuring


def make_key(site: Site, *, by: Doer) -> str:
    """A key with which the site's own server signs what it sends; shown this once. A former one is over at once."""
    key = secrets.token_urlsafe(32)
    with transaction.atomic():
        measuring = _kept(site)
        measuring.sealed_secret, measuring.secret_made_at = seal.seal(key), timezone.now()
        measuring.save()
        note("server-key.made", site, workspace=site.workspace, by=by)
    return key


def revoke_key(site: Site, *, by: Doer) -> None:
    """From now on nothing that a server sends for the site is believed."""
    with transaction.atomic():
        measuring = _kept(site)
        if not measuring.sealed_secret:
            return
        measuring.sealed_secret, measuring.secret_made_at = "", None
        measuring.save()
        note("server-key.revoked", site, workspace=site.workspace, by=by)


def add_goal(
    site: Site, *, by: Doer, name: str, pattern: str = "", event: str = "", amount: str = "", currency: str = ""
) -> Goal:
    """A conversion that counts from now on: either an address or an event.

    Raises:
        Refused: something can't be taken, or the site has a goal of this name.
    """
    fields = _aim(pattern, event) | {"name": checks.name(name), "added_by": by if isinstance(by, Person) else None}
    fields["value"], fields["currency"] = checks.value(amount, currency)
    if site.goals.count() >= MOST_GOALS:
        raise Refused(_("A site has %(most)s goals at most. Remove one first.") % {"most": MOST_GOALS})
    try:
        with transaction.atomic():
            goal = Goal.objects.create(site=site, **fields)
            note("goal.added", site, workspace=site.workspace, by=by, goal=goal.name)
    except IntegrityError:
        raise Refused(_("This site has a goal called “%(name)s” already.") % {"name": fields["name"]}) from None
    return goal


def change_goal(
    goal: Goal, *, by: Doer, pattern: str = "", event: str = "", amount: str = "", currency: str = ""
) -> Goal:
    """What counts from now on; what was counted stays as it was.

    Raises:
        Refused: something can't be taken.
    """
    fields = _aim(pattern, event)
    fields["value"], fields["currency"] = checks.value(amount, currency)
    for name, to in fields.items():
        setattr(goal, name, to)
    with transaction.atomic():
        goal.save(update_fields=list(fields))
        note("goal.changed", goal.site, workspace=goal.site.workspace, by=by, goal=goal.name)
    return goal


def remove_goal(goal: Goal, *, by: Doer) -> None:
    """Count it no more. What was counted stays."""
    with transaction.atomic():
        note("goal.removed", goal.site, workspace=goal.site.workspace, by=by, goal=goal.name)
        goal.delete()


def _aim(pattern: str, event: str) -> dict[str, Any]:
    if bool(pattern.strip()) == bool(event.strip()):
        raise Refused(_("Say either the address that is seen or the event that is tracked, and leave the other empty."))
    return {
        "pattern": checks.pattern(pattern) if pattern.strip() else "",
        "event": checks.name(event) if event.strip() else "",
    }


def _kept(site: Site) -> Measuring:
    """The row, locked until the transaction ends, so that two changes at once lose nothing."""
    Measuring.objects.get_or_create(site=site)
    return Measuring.objects.select_for_update().get(site=site)


def _words(name: str) -> str:
    return str(
        {
            "on": _("on or off"),
            "hosts": _("further hosts"),
            "keeps": _("parameters of addresses"),
            "consent": _("consent"),
            "hash_share": _("sharing by the address bar"),
            "days": _("how long events are kept"),
        }[name]
    )
