"""Own domains of short links: added, checked by asking for a test link there, removed."""

from __future__ import annotations

import asyncio
import secrets
from typing import NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from footfall import __version__
from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.models import Person, Workspace
from footfall.apps.links.actions import Doer, Unfit
from footfall.apps.links.codes import ALPHABET
from footfall.apps.links.models import Domain, Link
from footfall.apps.links.revisions import begin_change, probe_target
from footfall.apps.links.targets import allowed_host
from footfall.apps.sites.addresses import Refused
from footfall.apps.sites.models import Site
from footfall.page.facts import Fault
from footfall.wire.address import site_of
from footfall.wire.fetch import Fetcher
from footfall.wire.guard import Guard
from footfall.wire.outcome import Failed
from footfall.wire.request import CONTACT, Request, Timeouts

AGENT = f"Footfall/{__version__} (+{CONTACT}; domain check)"
PROBE_LENGTH = 20
"""Characters of the test link's code: 117 bits, so that nobody else can have it."""


class Answered(NamedTuple):
    """What came for the test link: its status and where it leads, or why nothing came."""

    status: int
    location: str = ""
    problem: str = ""


def add_domain(workspace: Workspace, typed: str, *, by: Doer) -> Domain:
    """A domain to be checked. Links can live there once a check has seen that they would work.

    Raises:
        Unfit: it can't be one.
    """
    try:
        host = allowed_host(typed)
    except Refused as refused:
        raise Unfit("host", str(refused)) from refused
    if any(
        site_of(address) == site_of(f"https://{host}") for address in Site.objects.values_list("address", flat=True)
    ):
        raise Unfit(
            "host",
            _("A site lives at %(host)s. Use a name of its own for links, such as go.%(host)s.") % {"host": host},
        )
    if Domain.objects.filter(host=host).exclude(verified_at=None).exclude(workspace=workspace).exists():
        raise Unfit("host", _("Another workspace of this Footfall has checked %(host)s already.") % {"host": host})
    probe = "".join(secrets.choice(ALPHABET) for _place in range(PROBE_LENGTH))
    try:
        with transaction.atomic():
            revision = begin_change()
            domain = Domain.objects.create(
                workspace=workspace, host=host, probe=probe, revision=revision, made_by=_person(by)
            )
            note("domain.added", host, workspace=workspace, by=by)
    except IntegrityError as error:
        raise Unfit("host", _("%(host)s is in the list already.") % {"host": host}) from error
    return domain


def check_domain(domain: Domain, *, by: Doer) -> Domain:
    """Ask for the test link at the domain as a visitor would, and keep what came of it.

    A domain that worked before stays usable when a check fails: its links are in the world already.
    """
    problem = problem_of(domain, ask(domain))
    domain.checked_at, domain.problem = timezone.now(), problem
    is_first = not problem and domain.verified_at is None
    if not problem:
        domain.verified_at = domain.verified_at or domain.checked_at
    try:
        with transaction.atomic():
            domain.save(update_fields=["checked_at", "problem", "verified_at"])
            if is_first:
                note("domain.verified", domain.host, workspace=domain.workspace, by=by)
    except IntegrityError:
        domain.refresh_from_db()
        domain.problem = _("Another workspace of this Footfall has checked this domain already.")
        domain.save(update_fields=["problem"])
    return domain


def remove_domain(domain: Domain, *, by: Doer) -> None:
    """Short addresses there are no longer answered.

    Raises:
        Refused: links live there.
    """
    with transaction.atomic():
        begin_change()
        links = Link.objects.kept().filter(workspace=domain.workspace, host=domain.host).count()
        if domain.verified_at and links:
            raise Refused(_("%(links)d links live at this domain. Delete them first.") % {"links": links})
        note("domain.removed", domain.host, workspace=domain.workspace, by=by)
        domain.delete()


def ask(domain: Domain) -> Answered:
    """Ask for the test link at the domain."""
    return look(f"https://{domain.host}/{domain.probe}")


def look(url: str) -> Answered:
    """GET an address, without following where it leads."""
    return asyncio.run(_look(url))


async def _look(url: str) -> Answered:
    guard = Guard(allow_private=settings.ALLOW_PRIVATE)
    timeouts = Timeouts(quiet=10.0, total=15.0)
    async with Fetcher(guard=guard, agent=AGENT, timeouts=timeouts, max_hops=0) as fetcher:
        outcome = await fetcher.fetch(Request(url, limit=2_000, retry=False))
    if not isinstance(outcome, Failed):
        return Answered(outcome.status)
    if outcome.hops:
        return Answered(outcome.hops[-1].status, outcome.hops[-1].location)
    if outcome.fault is Fault.GUARDED:
        return Answered(0, problem=_("The name leads to an address that is not on the public internet."))
    return Answered(0, problem=outcome.detail)


def problem_of(domain: Domain, answered: Answered) -> str:
    """What is wrong with the answer to the test link, and what to do; "" when this desk gave it."""
    if answered.problem:
        return _(
            "Nobody answered at https://%(host)s/: %(why)s Check that the name points at your server (DNS), and that "
            "its web server has a certificate for it."
        ) % {"host": domain.host, "why": answered.problem}
    if answered.location == probe_target(domain):
        return ""
    if answered.location:
        return _("Somebody else answers there, with a redirect to %(place)s. Point the name at this desk instead.") % {
            "place": answered.location[:200]
        }
    return _(
        "Somebody answers at https://%(host)s/ with status %(status)d, but it is not this desk's link. Check that the "
        "web server passes all requests for this name on to Footfall and keeps the Host header."
    ) % {"host": domain.host, "status": answered.status}


def _person(by: Doer) -> Person | None:
    return by if isinstance(by, Person) else None
