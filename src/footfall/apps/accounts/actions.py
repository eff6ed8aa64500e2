"""Use cases of people and workspaces: one verb a function, each owns its transaction."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.models import Membership, OwnerLink, Person, Workspace, hash_of, new_token
from footfall.apps.accounts.rights import Role


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


def welcome_owner(link: OwnerLink, *, email: str, name: str, password: str, company: str, zone: str = "UTC") -> Person:
    """Create the first person, who owns the first workspace and runs the installation.

    Raises:
        OwnerLink.DoesNotExist: the link was used a moment ago.
    """
    with transaction.atomic():
        if not OwnerLink.objects.filter(pk=link.pk, used_at=None).update(used_at=timezone.now()):
            raise OwnerLink.DoesNotExist
        person = Person.objects.create_user(email, password, name=name, zone=zone, is_operator=True)
        make_workspace(person, company)
        note("person.joined", person.email, workspace=None, by=person)
        return person


def make_workspace(owner: Person, name: str) -> Workspace:
    """A new workspace with its owner."""
    with transaction.atomic():
        workspace = Workspace.objects.create(name=name, slug=_free_slug(name))
        Membership.objects.create(workspace=workspace, person=owner, role=Role.OWNER)
        note("workspace.made", name, workspace=workspace, by=owner)
        return workspace


def _free_slug(name: str) -> str:
    wanted = slugify(name)[:50] or "workspace"
    slug, number = wanted, 1
    while Workspace.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug
