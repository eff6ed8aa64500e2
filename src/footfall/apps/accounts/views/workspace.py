"""The workspace itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.actions.members import LastOwnerError, is_last_owner, remove_member, tokens_of
from footfall.apps.accounts.actions.workspaces import delete_workspace, rename_workspace
from footfall.apps.accounts.forms import DeleteWorkspaceForm, WorkspaceForm
from footfall.apps.accounts.models import Workspace
from footfall.apps.accounts.rights import Right


@desk_view(Right.MANAGE)
def workspace(request: DeskRequest) -> HttpResponse:
    """Its name, and the way to its end."""
    form = WorkspaceForm(request.POST or None, initial={"name": request.workspace.name})
    if request.method == "POST" and form.is_valid():
        rename_workspace(request.workspace, form.cleaned_data["name"], by=request.user)
        messages.success(request, _("The workspace is called “%(name)s” now.") % {"name": request.workspace})
        return redirect("accounts:workspace", workspace=request.workspace.slug)
    return render(request, "accounts/workspace.html", {"form": form}, status=422 if form.errors else 200)


@desk_view(Right.MANAGE)
def delete(request: DeskRequest) -> HttpResponse:
    """The end of a workspace, for whoever types its name."""
    form = DeleteWorkspaceForm(request.POST or None, workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        name = request.workspace.name
        delete_workspace(Workspace.objects.get(pk=request.workspace.pk), by=request.user)
        messages.success(request, _("The workspace “%(name)s” is deleted.") % {"name": name})
        return redirect("accounts:workspaces")
    return render(request, "accounts/delete_workspace.html", {"form": form}, status=422 if form.errors else 200)


@desk_view(Right.SEE)
def leave(request: DeskRequest) -> HttpResponse:
    """Everybody may go, but for the last owner."""
    status = 200
    if request.method == "POST":
        try:
            remove_member(request.membership, by=request.user)
        except LastOwnerError:
            status = 422
        else:
            messages.success(request, _("You left the workspace “%(name)s”.") % {"name": request.workspace})
            return redirect("accounts:workspaces")
    values = {"last_owner": is_last_owner(request.membership), "tokens": tokens_of(request.membership)}
    return render(request, "accounts/leave.html", values, status=status)
