"""Use cases of sites and audits: one verb a function, each owns its transaction and leaves a line in the log."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.models import ApiToken, Person, Workspace, hash_of, new_token
from footfall.apps.sites import files, jobs, schedule
from footfall.apps.sites.addresses import Refused, site_address
from footfall.apps.sites.models import Audit, AuditState, Ignored, ReportLink, Rhythm, Site
from footfall.apps.work.jobs import enqueue
from footfall.smo.rules import registry

EXAMPLE_ADDRESS = "https://bakery.example/"
MOST_PAGES = 50_000
"""Pages of one audit, as many as a sitemap may list (sitemaps.org protocol, read 2026-11-22)."""

Doer = Person | ApiToken | None
"""Who did it; None is the desk itself."""

__all__ = [
    "Refused",
    "add_example",
    "add_site",
    "change_site",
    "ignore",
    "remove_site",
    "report_of",
    "revoke_report",
    "set_schedule",
    "share_report",
    "start_audit",
    "stop_audit",
    "stop_ignoring",
]


def add_site(workspace: Workspace, address: str, *, by: Doer, name: str = "", max_pages: int = 500) -> Site:
    """The site at an address, which is added unless the workspace has it already.

    Raises:
        Refused: the address is none that can be audited, or the number of pages is out of bounds.
    """
    wanted = site_address(address, allow_private=settings.ALLOW_PRIVATE)
    fields = {"name": _name(name, wanted), "max_pages": _bounded(max_pages), "added_by": _person(by)}
    with transaction.atomic():
        site, is_new = Site.objects.get_or_create(workspace=workspace, address=wanted, defaults=fields)
        if is_new:
            note("site.added", site, workspace=workspace, by=by, address=wanted)
    return site


def add_example(workspace: Workspace, *, by: Doer) -> Site:
    """The example site, whose pages lie in the folder that the operator named.

    Raises:
        Refused: this installation has no example.
    """
    if not settings.EXAMPLE_SITE:
        raise Refused(_("This Footfall was started without the example site. Add a site of your own instead."))
    fields = {"name": _("The example bakery"), "is_example": True, "added_by": _person(by)}
    with transaction.atomic():
        site, is_new = Site.objects.get_or_create(workspace=workspace, address=EXAMPLE_ADDRESS, defaults=fields)
        if is_new:
            note("site.added", site, workspace=workspace, by=by, address=EXAMPLE_ADDRESS)
    return site


def change_site(site: Site, *, by: Doer, name: str | None = None, max_pages: int | None = None) -> Site:
    """Change what may change of a site; its address stays what its audits are of.

    Raises:
        Refused: the number of pages is out of bounds.
    """
    site.name = site.name if name is None else _name(name, site.address)
    site.max_pages = site.max_pages if max_pages is None else _bounded(max_pages)
    with transaction.atomic():
        site.save(update_fields=["name", "max_pages"])
        note("site.changed", site, workspace=site.workspace, by=by, max_pages=site.max_pages)
    return site


def remove_site(site: Site, *, by: Doer) -> None:
    """Delete a site with its audits, reports and files. A worker that audits it notices and ends."""
    audits = list(site.audits.values_list("pk", flat=True))
    with transaction.atomic():
        note("site.removed", site, workspace=site.workspace, by=by, address=site.address, audits=len(audits))
        site.delete()
        transaction.on_commit(lambda: files.remove_all(audits))


def start_audit(site: Site, *, by: Doer = None, by_schedule: bool = False) -> Audit:
    """Ask for an audit; the one that is under way, if there is one."""
    fields = {"workspace": site.workspace, "site": site, "asked_by": _person(by), "by_schedule": by_schedule}
    try:
        with transaction.atomic():
            audit = Audit.objects.create(**fields)
            note("audit.started", site, workspace=site.workspace, by=by, audit=audit.pk)
            audit.job = enqueue(jobs.run_audit, audit.pk)
            audit.save(update_fields=["job"])
            return audit
    except IntegrityError:
        running = site.audits.unfinished().first()
        # It may have ended between the two statements; then the next attempt is the first again.
        return running if running is not None else start_audit(site, by=by, by_schedule=by_schedule)


def stop_audit(audit: Audit, *, by: Doer) -> None:
    """End an audit; what is done stays. One that no worker has begun ends at once, a running one within a second."""
    with transaction.atomic():
        asked = Audit.objects.unfinished().filter(pk=audit.pk, stop_asked=False).update(stop_asked=True)
        waiting = Audit.objects.filter(pk=audit.pk, state=AuditState.WAITING)
        waiting.update(state=AuditState.STOPPED, ended_at=timezone.now())
        if asked:
            note("audit.stopped", audit.site, workspace=audit.workspace, by=by, audit=audit.pk)
    audit.refresh_from_db()


def ignore(site: Site, rule: str, *, reason: str, by: Doer, url: str = "") -> Ignored:
    """Leave a rule's findings alone on a site, or on one page of it. The score still counts them.

    Raises:
        Refused: there is no such rule, or no reason was given.
    """
    if rule not in registry():
        raise Refused(_("There is no rule called “%(rule)s”.") % {"rule": rule[:60]})
    reason = reason.strip()
    if not reason:
        raise Refused(_("Say why it is ignored, so that others understand it later."))
    fields = {"workspace": site.workspace, "reason": reason[:500], "by": _person(by), "at": timezone.now()}
    with transaction.atomic():
        ignored, _is_new = Ignored.objects.update_or_create(site=site, rule=rule, url=url[:2000], defaults=fields)
        note("finding.ignored", site, workspace=site.workspace, by=by, rule=rule, url=url, reason=reason[:500])
    return ignored


def stop_ignoring(ignored: Ignored, *, by: Doer) -> None:
    """Count a rule's findings among the others again."""
    with transaction.atomic():
        note("finding.heeded", ignored.site, workspace=ignored.workspace, by=by, rule=ignored.rule, url=ignored.url)
        ignored.delete()


def set_schedule(site: Site, *, rhythm: str, alert_email: str, by: Doer) -> Site:
    """Choose how often a site is audited again, and who is told by mail when it got worse.

    Raises:
        Refused: there is no such rhythm.
    """
    if rhythm not in Rhythm.values:
        raise Refused(_("Choose one of the rhythms that are offered."))
    begins_anew = rhythm != site.rhythm or site.next_audit_at is None
    site.rhythm, site.alert_email = rhythm, alert_email.strip()
    if begins_anew:
        site.rhythm_since = site.next_audit_at = schedule.first_audit(site, after=timezone.now())
    with transaction.atomic():
        site.save(update_fields=["rhythm", "alert_email", "rhythm_since", "next_audit_at"])
        note("schedule.changed", site, workspace=site.workspace, by=by, rhythm=rhythm)
    return site


def share_report(audit: Audit, *, by: Doer, expires_at: datetime | None = None) -> tuple[ReportLink, str]:
    """A public, read-only link to an audit's report, and its token, which is shown once and kept nowhere.

    Raises:
        Refused: the audit has no page to report.
    """
    if not audit.pages_done:
        raise Refused(_("This audit has no pages yet, so there is nothing to share."))
    token, token_hash = new_token()
    with transaction.atomic():
        link = ReportLink.objects.create(
            workspace=audit.workspace, audit=audit, token_hash=token_hash, made_by=_person(by), expires_at=expires_at
        )
        note("report.shared", audit.site, workspace=audit.workspace, by=by, audit=audit.pk)
    return link, token


def revoke_report(link: ReportLink, *, by: Doer) -> None:
    """Make a report's link lead nowhere from now on."""
    with transaction.atomic():
        if ReportLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now()):
            note("report.revoked", link.audit.site, workspace=link.workspace, by=by, audit=link.audit_id)
    link.refresh_from_db()


def report_of(token: str) -> ReportLink | None:
    """The link of a token while it works; each call counts as a view."""
    link = ReportLink.objects.select_related("audit__site", "workspace").filter(token_hash=hash_of(token)).first()
    if link is None or not link.works:
        return None
    ReportLink.objects.filter(pk=link.pk).update(views=F("views") + 1)
    return link


def _name(name: str, address: str) -> str:
    return (name.strip() or address.partition("://")[2].strip("/").removeprefix("www."))[:200]


def _bounded(pages: int) -> int:
    if not 1 <= pages <= MOST_PAGES:
        raise Refused(_("Choose between 1 and %(most)s pages.") % {"most": f"{MOST_PAGES:,}"})
    return pages


def _person(by: Doer) -> Person | None:
    return by if isinstance(by, Person) else None
