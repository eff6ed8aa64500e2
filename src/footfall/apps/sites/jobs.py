"""What workers do for sites."""

from __future__ import annotations

from footfall.apps.work.jobs import AUDITS, every, job


@job(queue=AUDITS, attempts=5, title="Audit a site")
def run_audit(audit_id: int) -> None:
    """Audit a site, or go on with an audit whose worker died."""
    from footfall.apps.sites.auditing import audit

    audit(audit_id)


@job(title="Tell webhooks how an audit ended")
def tell_of_end(audit_id: int) -> None:
    """Compare with the audit before, fire webhooks, and have mail sent where the site got worse."""
    from footfall.apps.sites.alerts import tell

    tell(audit_id)


@job(title="Send a mail about a site that got worse")
def send_alert(audit_id: int) -> None:
    """The mail to whoever watches over the site."""
    from footfall.apps.sites.alerts import send

    send(audit_id)


@job(queue=AUDITS, attempts=3, title="Export an audit")
def make_export(export_id: int) -> None:
    """Write the file of a large export."""
    from footfall.apps.sites.exports import make

    make(export_id)


@every(minutes=5)
@job(title="Start the audits that are due")
def start_due() -> None:
    """Audits by rhythm."""
    from footfall.apps.sites import upkeep

    upkeep.start_due()


@every(minutes=5)
@job(title="Look after audits that nobody makes")
def look_after() -> None:
    """Audits whose job was given up."""
    from footfall.apps.sites import upkeep

    upkeep.give_up_orphans()


@every(hours=1)
@job(title="Clear away pages of old audits")
def clear_away() -> None:
    """Sources of old audits, files without an audit."""
    from footfall.apps.sites import upkeep

    upkeep.clear_away()
