"""Invitations: a link for somebody, which works once and for a week."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.models import (
    INVITATION_LIFE,
    Invitation,
    Membership,
    Person,
    Workspace,
    hash_of,
    new_token,
)
from footfall.apps.accounts.rights import Role


def invite(workspace: Workspace, email: str, role: Role, *, by: Person) -> tuple[Invitation, str]:
    """The invitation and its token. An open invitation to the same address is replaced, so its link stops working."""
    token, token_hash = new_token()
    with transaction.atomic():
        workspace.invitations.filter(email__iexact=email, accepted_at=None).delete()
        invitation = Invitation.objects.create(
            workspace=workspace,
            email=email.lower(),
            role=role,
            token_hash=token_hash,
            invited_by=by,
            expires_at=timezone.now() + INVITATION_LIFE,
        )
        note("person.invited", email.lower(), workspace=workspace, by=by, role=role.value)
    return invitation, token


def renew(invitation: Invitation, *, by: Person) -> tuple[Invitation, str]:
    """The same invitation with a new link and a new week."""
    return invite(invitation.workspace, invitation.email, Role(invitation.role), by=by)


def revoke(invitation: Invitation, *, by: Person) -> None:
    with transaction.atomic():
        invitation.delete()
        note("invitation.revoked", invitation.email, workspace=invitation.workspace, by=by)


def open_invitation(token: str) -> Invitation | None:
    """The invitation behind a link, while it can be accepted."""
    return Invitation.objects.open().select_related("workspace", "invited_by").filter(token_hash=hash_of(token)).first()


def accept(invitation: Invitation, person: Person) -> Membership:
    """The person joins. Who is in the workspace already keeps the role they have.

    Raises:
        Invitation.DoesNotExist: it was accepted, revoked or ran out a moment ago.
    """
    with transaction.atomic():
        if not Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=timezone.now()):
            raise Invitation.DoesNotExist
        member, joined = Membership.objects.get_or_create(
            workspace=invitation.workspace, person=person, defaults={"role": invitation.role}
        )
        if joined:
            note("invitation.accepted", invitation.email, workspace=invitation.workspace, by=person, role=member.role)
        return member


def accept_as_new(invitation: Invitation, *, name: str, password: str, zone: str) -> Person:
    """Create the invited person, who joins.

    Raises:
        Invitation.DoesNotExist: it was accepted, revoked or ran out a moment ago.
    """
    with transaction.atomic():
        person = Person.objects.create_user(invitation.email, password, name=name, zone=zone)
        accept(invitation, person)
        note("person.joined", person.email, workspace=None, by=person)
        return person
