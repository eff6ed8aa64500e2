"""One link: its figures, its QR code, and what can be done to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.links import actions, qr
from footfall.apps.links.addresses import short_address
from footfall.apps.links.clicks import Counted, counted
from footfall.apps.links.forms import ChangeForm
from footfall.apps.links.models import Link
from footfall.apps.links.words import known_networks
from footfall.apps.sites.models import AuditedPage
from footfall.apps.ui.charts import Bar, Point, Series, bar_chart, period_chart
from footfall.wire.address import normal

DAYS_SHOWN = 90
"""Days of the chart. Our choice."""


@require_safe
@desk_view(Right.SEE)
def link(request: DeskRequest, short: int) -> HttpResponse:
    """Its short address, where it leads, and what was counted."""
    found = _link(request, short)
    figures = counted(found, timezone.now())
    answer = {
        "link": found,
        "figures": figures,
        "chart": _chart(figures),
        "networks": _networks(figures),
        "posted": [(known_networks().get(one.net, one.net), one) for one in figures.posted],
        "page": _audited(found),
        "changes": found.target_changes.select_related("by")[:20],
    }
    return render(request, "links/link.html", answer)


@desk_view(Right.EDIT)
def change(request: DeskRequest, short: int) -> HttpResponse:
    """Another target, end or note."""
    found = _link(request, short)
    present = {name: getattr(found, name) for name in ("target", "label", "ends_at", "permanent", "notes")}
    form = ChangeForm(request.POST or None, initial=present)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_link(found, by=request.user, **form.cleaned_data)
        except actions.Unfit as unfit:
            form.add_error(unfit.field, str(unfit))
        except actions.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The link is changed. Within a second it works that way everywhere."))
            return redirect("links:link", request.workspace.slug, found.pk)
    return render(request, "links/change.html", {"link": found, "form": form}, status=422 if form.errors else 200)


@desk_view(Right.EDIT)
@require_POST
def turn_off(request: DeskRequest, short: int) -> HttpResponse:
    """Off until it is turned on again."""
    return _turned(request, short, on=False)


@desk_view(Right.EDIT)
@require_POST
def turn_on(request: DeskRequest, short: int) -> HttpResponse:
    return _turned(request, short, on=True)


@desk_view(Right.EDIT)
def delete(request: DeskRequest, short: int) -> HttpResponse:
    """Asks first, then deletes for ever."""
    found = _link(request, short)
    if request.method != "POST":
        return render(request, "links/delete.html", {"link": found})
    actions.delete_link(found, by=request.user)
    messages.success(request, _("The link is deleted. Whoever clicks it reads that it is gone."))
    return redirect("links:list", request.workspace.slug)


@require_safe
@desk_view(Right.SEE)
def qr_svg(request: DeskRequest, short: int) -> HttpResponse:
    """The QR code for print: it stays sharp at any size."""
    found = _link(request, short)
    return _file(qr.svg(short_address(found)), "image/svg+xml", f"qr-{found.code}.svg")


@require_safe
@desk_view(Right.SEE)
def qr_png(request: DeskRequest, short: int) -> HttpResponse:
    """The QR code as a picture for documents and slides."""
    found = _link(request, short)
    return _file(qr.png(short_address(found)), "image/png", f"qr-{found.code}.png")


def _turned(request: DeskRequest, short: int, *, on: bool) -> HttpResponse:
    found = _link(request, short)
    try:
        actions.turn(found, on=on, by=request.user)
    except actions.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The link works again.") if on else _("The link is turned off: it leads nowhere."))
    return redirect("links:link", request.workspace.slug, found.pk)


def _link(request: DeskRequest, pk: int) -> Link:
    rows = Link.objects.select_related("workspace", "site", "campaign", "made_by")
    return get_object_or_404(rows, workspace=request.workspace, pk=pk)


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, max-age=3600"}
    return HttpResponse(data, content_type=kind, headers=headers)


def _chart(figures: Counted) -> SafeString:
    points = [Point(day, people) for day, people, _programs in figures.days[-DAYS_SHOWN:]]
    return period_chart(Series(_("Clicks by people"), points))


def _networks(figures: Counted) -> SafeString | str:
    named = known_networks()
    bars = [
        Bar(named.get(net, net) or _("nobody knows"), people, "", _note(programs))
        for net, people, programs in figures.nets
        if people
    ]
    return bar_chart(bars, label=_("Clicks by network")) if bars else ""


def _note(programs: int) -> str:
    return _("and %(programs)s by programs") % {"programs": f"{programs:,}"} if programs else ""


def _audited(link: Link) -> AuditedPage | None:
    """The target as the latest audit that has pages saw it: its wall shows how the link looks everywhere."""
    audit = link.site.audits.with_results().first()
    url: Any = normal(link.target)
    return AuditedPage.objects.filter(audit=audit, url=url).select_related("audit").first() if audit else None
