"""Pages about people and workspaces."""

from __future__ import annotations

from typing import cast

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from footfall.apps.accounts.actions import owner_link, welcome_owner
from footfall.apps.accounts.forms import WelcomeForm
from footfall.apps.accounts.models import Person


def home(request: HttpRequest) -> HttpResponse:
    """The person's first workspace."""
    person = cast(Person, request.user)
    workspace = person.workspaces.first()
    if workspace is None:
        return render(request, "accounts/no_workspace.html")
    return redirect("sites:today", workspace=workspace.slug)


@login_not_required
@never_cache
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """The one-time link: creates the owner and signs them in."""
    link = owner_link(token)
    if link is None:
        raise Http404
    form = WelcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = welcome_owner(link, **form.cleaned_data)
        login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return redirect("home")
    return render(request, "accounts/welcome.html", {"form": form}, status=422 if form.errors else 200)
