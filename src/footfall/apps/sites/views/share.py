"""Public links to an audit's report: make, copy once, revoke."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.sites import actions
from footfall.apps.sites.forms import ShareForm
from footfall.apps.sites.models import ReportLink


@desk_view(Right.EDIT)
@never_cache
def share(request: DeskRequest, audit: int) -> HttpResponse:
    """The audit's links. A new one is shown in the answer itself: its token is kept nowhere."""
    found = get_object_or_404(request.workspace.audits.select_related("site"), pk=audit)
    form = ShareForm(request.POST or None, initial={"days": "30"})
    fresh = ""
    if request.method == "POST" and form.is_valid():
        try:
            _link, token = actions.share_report(found, by=request.user, expires_at=form.expires_at)
        except actions.Refused as refused:
            form.add_error(None, str(refused))
        else:
            fresh = request.build_absolute_uri(reverse("public-report", args=[token]))
    links = found.links.select_related("made_by")
    answer = {"audit": found, "site": found.site, "form": form, "links": links, "fresh": fresh}
    return render(request, "sites/share.html", answer, status=422 if form.errors else 200)


@desk_view(Right.EDIT)
@require_POST
def revoke(request: DeskRequest, audit: int, link: int) -> HttpResponse:
    """From now on the link leads nowhere."""
    links = ReportLink.objects.filter(workspace=request.workspace, audit_id=audit)
    found = get_object_or_404(links.select_related("audit__site", "workspace"), pk=link)
    actions.revoke_report(found, by=request.user)
    messages.success(request, _("The link is revoked. Whoever opens it now reads that it no longer works."))
    return redirect("sites:share", request.workspace.slug, audit)
