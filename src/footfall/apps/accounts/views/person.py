"""A person's own pages, outside any workspace."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from footfall.apps.accounts.actions.members import is_last_owner
from footfall.apps.accounts.actions.persons import TakenError, change_email, email_link, email_of_link
from footfall.apps.accounts.actions.workspaces import make_workspace, may_make_workspace
from footfall.apps.accounts.deeds import sentence
from footfall.apps.accounts.forms import EmailForm, PersonForm, WorkspaceForm
from footfall.apps.accounts.mails import try_to_send
from footfall.apps.accounts.models import Deed, Person
from footfall.apps.accounts.rights import Role

OWN_DEEDS_SHOWN = 8


def home(request: HttpRequest) -> HttpResponse:
    """The workspace that the person was in last, else their first."""
    person = cast(Person, request.user)
    slug = request.session.get("workspace")
    workspace = person.workspaces.filter(slug=slug).first() or person.workspaces.first()
    if workspace is None:
        return redirect("accounts:workspaces")
    return redirect("sites:today", workspace=workspace.slug)


@never_cache
def person(request: HttpRequest) -> HttpResponse:
    """Name, zone, language, and the ways to everything that keeps the account safe."""
    me = cast(Person, request.user)
    form = PersonForm(request.POST or None, instance=me)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your details are saved."))
        return redirect("accounts:person")
    me.refresh_from_db()  # A form that failed has written into it what may not be shown as one's name.
    deeds = Deed.objects.filter(person=me, workspace=None).select_related("person", "token")[:OWN_DEEDS_SHOWN]
    values = {"form": form, "deeds": [(deed, sentence(deed)) for deed in deeds], "me": me}
    return render(request, "accounts/person.html", values, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters("password")
def email(request: HttpRequest) -> HttpResponse:
    """Another address. Where mail works, the new one must show first that it is read."""
    me = cast(Person, request.user)
    form = EmailForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        new = form.cleaned_data["email"]
        if settings.MAIL_WORKS:
            if _ask_new_address(request, me, new):
                return redirect("accounts:person")
            form.add_error(None, _("The mail server did not take our message. Your address is unchanged; try later."))
        else:
            try:
                change_email(me, new)
            except TakenError:
                form.add_error("email", _("You can't use this address here. Enter another one."))
            else:
                messages.success(request, _("Your e-mail address is now %(email)s.") % {"email": new})
                return redirect("accounts:person")
    values = {"form": form, "mail_works": settings.MAIL_WORKS}
    return render(request, "accounts/email.html", values, status=422 if form.errors else 200)


def _ask_new_address(request: HttpRequest, me: Person, new: str) -> bool:
    """Nothing is sent to an address that somebody has, and the page says the same: it tells nobody who is here."""
    if not Person.objects.filter(email=new).exists() and not try_to_send(
        "new_email", new, person=me, link=email_link(me, new), email=new
    ):
        return False
    messages.info(request, _("Open the link that we sent to %(email)s. Until then nothing changes.") % {"email": new})
    return True


@never_cache
def email_confirm(request: HttpRequest, value: str) -> HttpResponse:
    """The link in the new address's mail."""
    me = cast(Person, request.user)
    new = email_of_link(me, value)
    if new is None:
        return render(request, "accounts/link_gone.html", {"kind": "email"}, status=404)
    if request.method == "POST":
        before = me.email
        try:
            change_email(me, new)
        except TakenError:
            return render(request, "accounts/link_gone.html", {"kind": "email"}, status=404)
        try_to_send("email_changed", before, person=me, email=new)
        messages.success(request, _("Your e-mail address is now %(email)s.") % {"email": new})
        return redirect("accounts:person")
    return render(request, "accounts/email_confirm.html", {"new": new})


def workspaces(request: HttpRequest) -> HttpResponse:
    """All workspaces of the person: go there, leave, make another."""
    me = cast(Person, request.user)
    members = me.memberships.select_related("workspace").order_by("workspace__name", "pk")
    values = {
        "members": [(member, member.role == Role.OWNER and is_last_owner(member)) for member in members],
        "may_make": may_make_workspace(me),
    }
    return render(request, "accounts/workspaces.html", values)


def new_workspace(request: HttpRequest) -> HttpResponse:
    """Another workspace, for another company or client."""
    me = cast(Person, request.user)
    if not may_make_workspace(me):
        raise PermissionDenied
    form = WorkspaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        workspace = make_workspace(me, form.cleaned_data["name"])
        return redirect("sites:today", workspace=workspace.slug)
    return render(request, "accounts/new_workspace.html", {"form": form}, status=422 if form.errors else 200)
