"""Workspaces are made, renamed and deleted."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils.text import slugify

from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.models import Membership, Person, Workspace
from footfall.apps.accounts.rights import Role


def may_make_workspace(person: Person) -> bool:
    """Those who work here may: the operator, and who is owner or editor somewhere. Viewers and clients are guests."""
    return person.is_operator or person.memberships.filter(role__in=(Role.OWNER, Role.EDITOR)).exists()


def make_workspace(owner: Person, name: str) -> Workspace:
    """A new workspace with its owner."""
    with transaction.atomic():
        workspace = Workspace.objects.create(name=name, slug=_free_slug(name))
        Membership.objects.create(workspace=workspace, person=owner, role=Role.OWNER)
        note("workspace.made", name, workspace=workspace, by=owner)
        return workspace


def rename_workspace(workspace: Workspace, name: str, *, by: Person) -> None:
    """Its address stays, so that links to it go on working."""
    if name == workspace.name:
        return
    with transaction.atomic():
        before, workspace.name = workspace.name, name
        workspace.save(update_fields=["name"])
        note("workspace.renamed", name, workspace=workspace, by=by, before=before)


def delete_workspace(workspace: Workspace, *, by: Person) -> None:
    """With everything in it, its log included; that it happened stays in the installation's own log."""
    with transaction.atomic():
        name = workspace.name
        workspace.delete()
        note("workspace.deleted", name, workspace=None, by=by)


def _free_slug(name: str) -> str:
    """What the address will say. A number would tell how many companies of that name are here, so letters by lot."""
    wanted = slugify(name)[:50] or "workspace"
    slug = wanted
    while Workspace.objects.filter(slug=slug).exists():
        slug = f"{wanted}-{secrets.token_hex(3)}"
    return slug
