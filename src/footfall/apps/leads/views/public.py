"""What strangers see: the form, what came of it, the file. No sign-in, no script, no cookie.

Django's CSRF token would need a cookie. These forms have nothing to steal: whoever sends them is nobody here. That a
foreign page sends them for its visitors is refused by `guard.is_foreign` all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from footfall.apps.leads import asking, counting, files, guard
from footfall.apps.leads.forms import AskForm
from footfall.apps.leads.models import Confirming, Lead, Offer

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def public(view: View[P]) -> View[P]:
    """Open to everybody, kept by nobody, and no business of search engines."""

    @wraps(view)
    def answered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method == "POST" and guard.is_foreign(request):
            return render(request, "leads/public/foreign.html", status=403)
        answer = view(request, *args, **kwargs)
        answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return answer

    open_view: Any = csrf_exempt(login_not_required(never_cache(answered)))
    return cast(View[P], open_view)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def form(request: HttpRequest, handle: str) -> HttpResponseBase:
    """The form of an offer. A GET only counts a view; a POST asks."""
    offer = asking.open_offer(handle)
    if offer is None:
        return render(request, "leads/public/closed.html", status=404)
    if handle != offer.handle:
        query = request.META.get("QUERY_STRING", "")
        return redirect(reverse("get:form", args=[offer.handle]) + (f"?{query}" if query else ""))
    if request.method == "POST":
        return _sent(request, offer)
    view = counting.see(offer, request) if guard.counts_view(request) else ""
    return _form(request, offer, AskForm(offer=offer, initial={"opened": guard.seal(offer, view)}))


def _sent(request: HttpRequest, offer: Offer) -> HttpResponseBase:
    data = request.POST.copy()
    filled = AskForm(data, offer=offer)
    if guard.is_too_often(request, offer):
        return render(request, "leads/public/too_often.html", {"offer": offer}, status=429)
    ok = filled.is_valid()
    if data.get("website"):
        return redirect("get:sent", offer.handle)  # A program; it learns nothing.
    opened = guard.opened(offer, str(data.get("opened", "")))
    if ok and opened is None:
        filled.add_error(None, _("This page was open for more than a day. Check what stands here and send it again."))
    elif ok and opened is not None and opened.seconds < guard.QUICKEST:
        filled.add_error(None, _("That was too quick for our guard against programs. Please send it once more."))
    elif ok and guard.is_refused(offer, filled.cleaned_data["email"]):
        filled.add_error("email", _("Addresses of this provider are not taken here. Please use another one."))
    if filled.errors or opened is None:
        data["opened"] = guard.seal(offer, opened.view if opened else "")
        return _form(request, offer, filled)
    token = asking.ask(offer, email=filled.cleaned_data["email"], answers=filled.answers, view=opened.view)
    return redirect("get:mine", token) if token else redirect("get:sent", offer.handle)


def _form(request: HttpRequest, offer: Offer, shown: AskForm) -> HttpResponse:
    status = 422 if shown.is_bound else 200
    answer = {"offer": offer, "form": shown, "double": offer.opt_in == Confirming.DOUBLE}
    return render(request, "leads/public/form.html", answer, status=status)


@require_safe
@public
def sent(request: HttpRequest, handle: str) -> HttpResponseBase:
    """Look into your mail; the same for everybody."""
    offer = asking.open_offer(handle)
    if offer is None:
        return render(request, "leads/public/closed.html", status=404)
    return render(request, "leads/public/sent.html", {"offer": offer, "days": asking.LINK_LASTS.days})


@require_http_methods(["GET", "HEAD", "POST"])
@public
def mine(request: HttpRequest, token: str) -> HttpResponseBase:
    """The mailed link: a button that confirms, then one that leads to the file. Opening it does nothing, because mail
    programs open every link."""
    lead = asking.lead_of(token)
    if lead is None:
        return _gone(request)
    if request.method == "POST":
        asking.confirm(lead)
        return redirect("get:mine", token)
    return render(request, "leads/public/mine.html", {"offer": lead.offer, "token": token, "lead": lead})


@require_safe
@public
def file(request: HttpRequest, token: str) -> HttpResponseBase:
    """The file, to whoever has confirmed."""
    lead: Lead | None = asking.lead_of(token)
    if lead is None or lead.confirmed_at is None:
        return _gone(request)
    return files.sent(lead.offer)


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "leads/public/gone.html", {"days": asking.LINK_LASTS.days}, status=404)
