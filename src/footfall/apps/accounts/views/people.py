"""People of a workspace: the list, roles, removal, invitations, links for a forgotten password."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.actions.invitations import invite as invite_person
from footfall.apps.accounts.actions.invitations import renew as renew_invitation
from footfall.apps.accounts.actions.invitations import revoke as revoke_invitation
from footfall.apps.accounts.actions.members import (
    LastOwnerError,
    change_role,
    is_last_owner,
    remove_member,
    tokens_of,
)
from footfall.apps.accounts.actions.persons import absolute, make_password_link, refuse_password_link
from footfall.apps.accounts.forms import InviteForm, RoleForm
from footfall.apps.accounts.mails import try_to_send
from footfall.apps.accounts.models import Invitation, Membership
from footfall.apps.accounts.rights import Right, Role


@desk_view(Right.LOOK_INSIDE)
def people(request: DeskRequest) -> HttpResponse:
    """Who is here, as what, and who is invited."""
    members = request.workspace.memberships.select_related("person")
    second_step = set(
        Authenticator.objects.filter(user__in=members.values("person"))
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .values_list("user_id", flat=True)
    )
    values = {
        "members": [(member, member.person_id in second_step) for member in members],
        "invitations": request.workspace.invitations.filter(accepted_at=None).select_related("invited_by"),
        "roles": Role,
        "mail_works": settings.MAIL_WORKS,
    }
    return render(request, "accounts/people.html", values)


@desk_view(Right.MANAGE)
def role(request: DeskRequest, member: int) -> HttpResponse:
    """Another role for a member."""
    found = _member(request, member)
    form = RoleForm(request.POST or None, initial={"role": found.role})
    if request.method == "POST" and form.is_valid():
        try:
            change_role(found, Role(form.cleaned_data["role"]), by=request.user)
        except LastOwnerError:
            form.add_error("role", _("A workspace needs an owner. Make somebody else an owner first."))
        except Membership.DoesNotExist:
            raise Http404 from None
        else:
            messages.success(request, _("The role of %(name)s is changed.") % {"name": found.person})
            if found.person == request.user and form.cleaned_data["role"] == Role.CLIENT:
                return redirect("home")
            return _to_people(request)
    values = {"member": found, "form": form, "tokens": tokens_of(found)}
    return render(request, "accounts/role.html", values, status=422 if form.errors else 200)


@desk_view(Right.MANAGE)
def remove(request: DeskRequest, member: int) -> HttpResponse:
    """Asks, then takes the member out."""
    found = _member(request, member)
    status = 200
    if request.method == "POST":
        try:
            remove_member(found, by=request.user)
        except LastOwnerError:
            status = 422
        except Membership.DoesNotExist:
            raise Http404 from None
        else:
            messages.success(request, _("%(name)s is no longer in this workspace.") % {"name": found.person})
            return redirect("accounts:workspaces") if found.person == request.user else _to_people(request)
    values = {"member": found, "last_owner": is_last_owner(found), "tokens": tokens_of(found)}
    return render(request, "accounts/remove.html", values, status=status)


@desk_view(Right.MANAGE)
@never_cache
def password_link(request: DeskRequest, member: int) -> HttpResponse:
    """A link for a member who forgot their password, where the desk sends no mail. It is shown once."""
    found = _member(request, member)
    refusal = refuse_password_link(request.user, found.person)
    values: dict[str, Any] = {"member": found, "refusal": refusal, "mail_works": settings.MAIL_WORKS}
    if request.method == "POST" and not settings.MAIL_WORKS and refusal is None:
        values["link"] = make_password_link(found.person, request.workspace, by=request.user)
    return render(
        request,
        "accounts/password_link.html",
        values,
        status=422 if request.method == "POST" and "link" not in values else 200,
    )


@desk_view(Right.MANAGE)
@never_cache
def invite(request: DeskRequest) -> HttpResponse:
    """Asks for an address and a role; sends the link, or shows it."""
    form = InviteForm(request.POST or None, workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        invitation, token = invite_person(
            request.workspace, form.cleaned_data["email"], Role(form.cleaned_data["role"]), by=request.user
        )
        return _hand_over(request, invitation, token)
    return render(request, "accounts/invite.html", {"form": form}, status=422 if form.errors else 200)


@desk_view(Right.MANAGE)
@require_POST
@never_cache
def renew(request: DeskRequest, invitation: int) -> HttpResponse:
    """Another link for an invitation whose link was lost or ran out."""
    return _hand_over(request, *renew_invitation(_invitation(request, invitation), by=request.user))


@desk_view(Right.MANAGE)
@require_POST
def revoke(request: DeskRequest, invitation: int) -> HttpResponse:
    """The link stops working."""
    found = _invitation(request, invitation)
    revoke_invitation(found, by=request.user)
    messages.success(request, _("The invitation for %(email)s no longer works.") % {"email": found.email})
    return _to_people(request)


def _hand_over(request: DeskRequest, invitation: Invitation, token: str) -> HttpResponse:
    """By mail where the server takes it; else the link is shown, this once."""
    link = absolute(reverse("invitation", args=[token]))
    if settings.MAIL_WORKS and try_to_send("invitation", invitation.email, invitation=invitation, link=link):
        messages.success(request, _("We sent the invitation to %(email)s.") % {"email": invitation.email})
        return _to_people(request)
    values = {"invitation": invitation, "link": link, "mail_works": settings.MAIL_WORKS}
    return render(request, "accounts/invited.html", values)


def _member(request: DeskRequest, pk: int) -> Membership:
    return get_object_or_404(request.workspace.memberships.select_related("person", "workspace"), pk=pk)


def _invitation(request: DeskRequest, pk: int) -> Invitation:
    return get_object_or_404(request.workspace.invitations.filter(accepted_at=None), pk=pk)


def _to_people(request: DeskRequest) -> HttpResponse:
    return redirect("accounts:people", workspace=request.workspace.slug)
