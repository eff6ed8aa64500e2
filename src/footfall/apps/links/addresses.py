"""How a short link is written."""

from __future__ import annotations

from django.conf import settings

from footfall.apps.links.models import Link
from footfall.apps.links.parameters import landing


def short_address(link: Link) -> str:
    """What people copy: at an own domain `https://go.example.org/code`, else below the desk's `/r/`."""
    return f"https://{link.host}/{link.code}" if link.host else f"{settings.PUBLIC_URL}/r/{link.code}"


def shown_address(link: Link) -> str:
    """The same without its scheme, as lists show it."""
    return short_address(link).partition("://")[2]


def landing_address(link: Link) -> str:
    """Where a visitor lands, with everything that the redirect adds."""
    return landing(link.target, link.adds)
