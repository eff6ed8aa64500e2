"""What workers do for links."""

from __future__ import annotations

from footfall.apps.work.jobs import every, job


@every(minutes=1)
@job(title="Tell the event store of new links")
def tell_rest() -> None:
    """Links that were made while the event store took nothing."""
    from footfall.apps.links import telling

    telling.tell_rest()
