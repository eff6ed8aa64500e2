"""The mail report: taking it, and ending it from the mail itself."""

from __future__ import annotations

from datetime import UTC

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.insights.actions import choose_report, end_report, report_of
from footfall.apps.insights.forms import MailForm
from footfall.apps.insights.models import MailReport, Often


@desk_view(Right.LOOK_INSIDE)
def mail(request: DeskRequest) -> HttpResponse:
    """One's own report of this workspace."""
    report = MailReport.objects.filter(workspace=request.workspace, person=request.user).first()
    form = MailForm(
        request.POST if request.method == "POST" else None, initial={"often": report.often if report else ""}
    )
    if request.method == "POST" and form.is_valid():
        chosen = choose_report(request.workspace, request.user, form.cleaned_data["often"])
        messages.success(request, _("Your choice is kept.") if chosen else _("You get no more mail reports from here."))
        return redirect("insights:mail", request.workspace.slug)
    coming = Often(report.often).latest(timezone.now().astimezone(UTC).date()) if report else None
    values = {"form": form, "report": report, "period": coming, "mail_works": settings.MAIL_WORKS}
    return render(request, "insights/mail.html", values, status=422 if form.errors else 200)


@never_cache
@csrf_exempt  # Mail programs end it by themselves (RFC 8058): the signed address is the right to do so.
@login_not_required
def end(request: HttpRequest, token: str) -> HttpResponse:
    """Asks first, because programs follow links; a POST ends it."""
    report = report_of(token)
    if request.method == "POST":
        if report is not None:
            end_report(report)
        return render(request, "insights/mail_ended.html", {})
    return render(request, "insights/mail_end.html", {"report": report}, status=200 if report else 404)
