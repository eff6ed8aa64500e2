"""The first minute of an installation: a one-time link, its first owner, the first workspace."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from footfall.apps.accounts.actions.workspaces import make_workspace
from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.models import OwnerLink, Person, Workspace, hash_of, new_token


def make_owner_link() -> str | None:
    """The token of a fresh one-time link for the first owner; None when there is a person already."""
    if Person.objects.exists():
        return None
    token, token_hash = new_token()
    OwnerLink.objects.create(token_hash=token_hash)
    return token


def owner_link(token: str) -> OwnerLink | None:
    """The unused link of a token, while nobody owns the installation."""
    found = OwnerLink.objects.filter(token_hash=hash_of(token), used_at=None).first()
    return found if found is not None and not Person.objects.exists() else None


def welcome_owner(
    link: OwnerLink, *, email: str, name: str, password: str, company: str, zone: str = "UTC"
) -> tuple[Person, Workspace]:
    """Create the first person, who runs the installation, and the first workspace, which is theirs.

    Raises:
        OwnerLink.DoesNotExist: the link was used a moment ago.
    """
    with transaction.atomic():
        if not OwnerLink.objects.filter(pk=link.pk, used_at=None).update(used_at=timezone.now()):
            raise OwnerLink.DoesNotExist
        person = Person.objects.create_user(email, password, name=name, zone=zone, is_operator=True)
        workspace = make_workspace(person, company)
        note("person.joined", person.email, workspace=None, by=person)
        return person, workspace
