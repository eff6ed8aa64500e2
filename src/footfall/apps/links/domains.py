"""Own domains of short links."""

from __future__ import annotations

from django.conf import settings

from footfall.apps.links.models import Domain


def probe_target(domain: Domain) -> str:
    """Where a domain's test link leads: only this desk knows it."""
    return f"{settings.PUBLIC_URL}/?domain={domain.probe}"
