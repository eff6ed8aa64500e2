"""What people decided to leave alone on a site, and why."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.sites import actions
from footfall.apps.sites.forms import IgnoreForm
from footfall.apps.sites.models import Ignored
from footfall.smo.report.ruledoc import rule_doc, rule_of


@desk_view(Right.SEE)
def ignored(request: DeskRequest, site: int) -> HttpResponse:
    """The decisions with their reasons."""
    found = get_object_or_404(request.workspace.sites, pk=site)
    return render(request, "sites/ignored.html", {"site": found, "ignored": found.ignored.select_related("by")})


@desk_view(Right.EDIT)
def ignore(request: DeskRequest, site: int, rule: str) -> HttpResponse:
    """Asks for the reason. `url` narrows the decision to one page."""
    found = get_object_or_404(request.workspace.sites, pk=site)
    if rule_of(rule) is None:
        raise Http404
    form = IgnoreForm(request.POST or None, initial={"url": request.GET.get("url", "")[:2000]})
    if request.method == "POST" and form.is_valid():
        actions.ignore(found, rule, by=request.user, **form.cleaned_data)
        messages.success(request, _("It is ignored from now on. The reason is kept, and you can undo it here."))
        return redirect("sites:ignored", request.workspace.slug, found.pk)
    answer = {"site": found, "rule": rule, "doc": rule_doc(rule), "form": form, "url": form["url"].value() or ""}
    return render(request, "sites/ignore.html", answer, status=422 if form.errors else 200)


@desk_view(Right.EDIT)
@require_POST
def heed(request: DeskRequest, site: int, ignored: int) -> HttpResponse:
    """Takes a decision back."""
    decisions = Ignored.objects.filter(workspace=request.workspace, site_id=site)
    found = get_object_or_404(decisions.select_related("site", "workspace"), pk=ignored)
    actions.stop_ignoring(found, by=request.user)
    messages.success(request, _("It is listed among the findings again."))
    return redirect("sites:ignored", request.workspace.slug, site)
