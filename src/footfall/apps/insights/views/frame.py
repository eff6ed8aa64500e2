"""What all places share: the scope of the request, the tabs, the choices of days, comparison and filters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from footfall.apps.accounts.access import DeskRequest
from footfall.apps.insights import names
from footfall.apps.insights.drawing import against_said
from footfall.apps.insights.scope import PRESETS, Against, Asked, read
from footfall.apps.insights.templatetags.insights import address
from footfall.flywheel.event import Device

LONGEST_ID = 18
"""Digits of a site's number."""
TABS = {
    "overview": gettext_lazy("Overview"),
    "sources": gettext_lazy("Sources"),
    "pages": gettext_lazy("Pages"),
    "campaigns": gettext_lazy("Posts & campaigns"),
    "funnel": gettext_lazy("Funnel"),
    "sharing": gettext_lazy("Sharing (K)"),
    "evergreen": gettext_lazy("Evergreen"),
    "attribution": gettext_lazy("Attribution"),
    "live": gettext_lazy("Live"),
}


class Choice(NamedTuple):
    """A link that changes one thing of the scope."""

    label: str
    href: str
    current: bool = False


def asked_of(request: DeskRequest) -> Asked | None:
    """What the address asks; None where the workspace has no site.

    Raises:
        Http404: the address names a site of somebody else, or none.
    """
    sites = request.workspace.sites.all()
    wanted = request.GET.get("site", "")
    if not wanted:
        first = sites.first()
        return read(request.GET, first, timezone.now()) if first else None
    known = wanted.isascii() and wanted.isdigit() and len(wanted) <= LONGEST_ID
    site = sites.filter(pk=int(wanted)).first() if known else None
    if site is None:
        raise Http404
    return read(request.GET, site, timezone.now())


def to(request: DeskRequest, asked: Asked) -> Callable[..., str]:
    """Addresses of places in this scope, for drawings."""
    return lambda name, **changes: address(request.workspace.slug, asked, name, **changes)


def shown(request: DeskRequest, place: str, asked: Asked | None, **values: Any) -> HttpResponse:
    """A place's page; without a site the one that says to add one."""
    if asked is None:
        return render(request, "insights/no_site.html", {"place": place})
    frame = {
        "place": place,
        "asked": asked,
        "tabs": _tabs(request, asked, place),
        "sites": list(request.workspace.sites.all()),
        "presets": [_preset(asked, days) for days in PRESETS],
        "againsts": [Choice(str(one.label), asked.query(against=one.value), asked.against == one) for one in Against],
        "chips": _chips(asked),
        "against_said": against_said(asked),
        "channels": [(int(number), str(label)) for number, label in names.CHANNELS.items()],
        "devices": [(int(number), str(label)) for number, label in names.DEVICES.items()],
        "chosen": asked.chosen(),
    }
    return render(request, f"insights/{place}.html", frame | values)


def _tabs(request: DeskRequest, asked: Asked, place: str) -> list[Choice]:
    link = to(request, asked)
    return [Choice(str(label), link(name), name == place) for name, label in TABS.items()]


def _preset(asked: Asked, days: int) -> Choice:
    no_days: dict[str, str | int | None] = {"from": None, "to": None, "days": days}
    return Choice(_("%(days)d days") % {"days": days}, asked.query(**no_days), asked.preset == days)


def _chips(asked: Asked) -> list[Choice]:
    """What is filtered, each a link that takes it away."""
    said = {
        "path": lambda value: _("page %(value)s") % {"value": value},
        "net": lambda value: _("network %(value)s") % {"value": names.network(str(value))},
        "chan": lambda value: _("channel %(value)s") % {"value": names.channel(int(value))},
        "campaign": lambda value: _("campaign %(value)s") % {"value": value},
        "post": lambda value: _("post %(value)s") % {"value": value},
        "device": lambda value: _("device %(value)s") % {"value": names.DEVICES[Device(int(value))]},
        "country": lambda value: _("country %(value)s") % {"value": value},
        "gen": lambda value: _("generation %(value)s") % {"value": value},
    }
    return [Choice(said[name](value), asked.query(**{name: None})) for name, value in asked.chosen().items()]
