"""What workers do for sites."""

from __future__ import annotations

from footfall.apps.work.jobs import AUDITS, job


@job(queue=AUDITS, attempts=5, title="Audit a site")
def run_audit(audit_id: int) -> None:
    """Audit a site, or go on with an audit whose worker died."""
    from footfall.apps.sites.auditing import audit

    audit(audit_id)


@job(title="Tell people how an audit ended")
def tell_of_end(audit_id: int) -> None:
    """Mail and webhooks after an audit."""
