"""Who is in a workspace, and as what. A workspace is never without an owner."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.models import ApiToken, Membership, Person, Workspace
from footfall.apps.accounts.rights import Right, Role


class LastOwnerError(Exception):
    """The workspace would be left without an owner."""


def change_role(member: Membership, role: Role, *, by: Person) -> None:
    """Give a member another role. Who may no longer manage loses the API tokens they made.

    Raises:
        LastOwnerError: the member is the only owner.
        Membership.DoesNotExist: the member left a moment ago.
    """
    with transaction.atomic():
        member = _locked(member)
        if member.role == role:
            return
        if role != Role.OWNER:
            _keep_an_owner(member)
        before, member.role = member.role, role
        member.save(update_fields=["role"])
        if not role.may(Right.MANAGE):
            _revoke_tokens_of(member.person, member.workspace)
        note("role.changed", member.person, workspace=member.workspace, by=by, role=role.value, before=before)


def remove_member(member: Membership, *, by: Person) -> None:
    """Take a member out, or let them leave. The API tokens they made in the workspace stop working.

    Raises:
        LastOwnerError: the member is the only owner.
        Membership.DoesNotExist: the member left a moment ago.
    """
    with transaction.atomic():
        member = _locked(member)
        _keep_an_owner(member)
        _revoke_tokens_of(member.person, member.workspace)
        member.delete()
        if member.person == by:
            note("person.left", member.person.email, workspace=member.workspace, by=by)
        else:
            note("person.removed", member.person.email, workspace=member.workspace, by=by, role=member.role)


def tokens_of(member: Membership) -> int:
    """How many working API tokens of the workspace would stop with the member."""
    made = ApiToken.objects.filter(workspace=member.workspace, made_by=member.person)
    return sum(token.works for token in made)


def is_last_owner(member: Membership) -> bool:
    others = Membership.objects.filter(workspace=member.workspace_id, role=Role.OWNER).exclude(pk=member.pk)
    return member.role == Role.OWNER and not others.exists()


def _locked(member: Membership) -> Membership:
    """The member as it is now. The workspace's row is held, so that two owners can't remove each other at once."""
    Workspace.objects.select_for_update().get(pk=member.workspace_id)
    return Membership.objects.select_related("person", "workspace").get(pk=member.pk)


def _keep_an_owner(member: Membership) -> None:
    if is_last_owner(member):
        raise LastOwnerError


def _revoke_tokens_of(person: Person, workspace: Workspace) -> None:
    ApiToken.objects.filter(workspace=workspace, made_by=person, revoked_at=None).update(revoked_at=timezone.now())
