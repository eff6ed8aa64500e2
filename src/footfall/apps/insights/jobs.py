"""What insights have done in the background."""

from __future__ import annotations

from footfall.apps.work.jobs import every, job


@every(hours=1)
@job(title="Send mail reports that are due", attempts=1)
def send_reports() -> None:
    """Weekly and monthly reports; what a mail server refused is tried an hour later."""
    from footfall.apps.insights.mailing import send_due

    send_due()
