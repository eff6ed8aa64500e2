"""Pages through which people come in: the owner's link, invitations, a forgotten password."""

from __future__ import annotations

from typing import cast

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from footfall.apps.accounts.actions.invitations import accept, accept_as_new, open_invitation
from footfall.apps.accounts.actions.welcome import owner_link, welcome_owner
from footfall.apps.accounts.forms import NewPersonForm, ResetForm, WelcomeForm
from footfall.apps.accounts.jobs import send_password_link
from footfall.apps.accounts.models import Invitation, OwnerLink, Person, Workspace


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """The one-time link: creates the owner, signs them in and asks for the first site."""
    link = owner_link(token)
    if link is None:
        return _gone(request, "welcome")
    form = WelcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person, workspace = welcome_owner(link, **form.cleaned_data)
        except OwnerLink.DoesNotExist:
            return _gone(request, "welcome")
        return _sign_in(request, person, _first_site(workspace))
    return render(request, "accounts/welcome.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """A person who is signed in joins; who has an account signs in first; anybody else makes one."""
    found = open_invitation(token)
    if found is None:
        return _gone(request, "invitation")
    if request.user.is_authenticated:
        return _invited_member(request, found, request.user)
    if Person.objects.filter(email=found.email).exists():
        return render(request, "accounts/invitation_sign_in.html", {"invitation": found})
    form = NewPersonForm(request.POST or None, invited=found.email)
    if request.method == "POST" and form.is_valid():
        try:
            person = accept_as_new(found, **form.cleaned_data)
        except (Invitation.DoesNotExist, IntegrityError):
            return _gone(request, "invitation")
        return _sign_in(request, person, reverse("sites:today", args=[found.workspace.slug]))
    values = {"invitation": found, "form": form}
    return render(request, "accounts/invitation_new.html", values, status=422 if form.errors else 200)


def _invited_member(request: HttpRequest, found: Invitation, person: Person) -> HttpResponse:
    if request.method == "POST":
        try:
            accept(found, person)
        except Invitation.DoesNotExist:
            return _gone(request, "invitation")
        messages.success(request, _("You are now in the workspace “%(name)s”.") % {"name": found.workspace})
        return redirect("sites:today", workspace=found.workspace.slug)
    return render(request, "accounts/invitation_join.html", {"invitation": found})


@login_not_required
@never_cache
def forgotten(request: HttpRequest) -> HttpResponse:
    """Asks for a link by mail. Without mail it says who can make one. The answer is the same for every address."""
    if not settings.MAIL_WORKS:
        return render(request, "accounts/forgotten_without_mail.html")
    form = ResetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        too_many = ratelimit.consume_or_429(request, action="reset_password", key=email.lower())
        if too_many is not None:
            return cast(HttpResponse, too_many)
        send_password_link.enqueue(email)
        return redirect("account_reset_password_done")
    return render(request, "accounts/forgotten.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
def too_many(request: HttpRequest) -> HttpResponse:
    """The answer to who asks too often."""
    response = render(request, "accounts/too_many.html", status=429)
    response["Retry-After"] = "60"
    return response


def _gone(request: HttpRequest, kind: str) -> HttpResponse:
    """A link that is unknown, used, too old or taken back: it never says which."""
    return render(request, "accounts/link_gone.html", {"kind": kind}, status=404)


def _sign_in(request: HttpRequest, person: Person, then: str) -> HttpResponse:
    response = perform_login(request, person, redirect_url=then)
    if not isinstance(response, HttpResponse):
        raise Http404
    return response


def _first_site(workspace: Workspace) -> str:
    """Where the first site is asked for; home in a desk that is built without sites."""
    try:
        return reverse("sites:add", args=[workspace.slug])
    except NoReverseMatch:
        return reverse("home")
