"""Functions that make people, workspaces and signed-in browsers for tests of the desk."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client

from footfall.apps.accounts.models import ApiToken, Membership, Person, Workspace
from footfall.apps.accounts.rights import Role

PASSWORD = "correct horse battery staple"
_numbers = count(1)


def make_person(email: str = "", *, name: str = "", password: str | None = PASSWORD, **fields: Any) -> Person:
    """A person; without an address one that nobody else has."""
    email = email or f"person{next(_numbers)}@example.org"
    return Person.objects.create_user(email, password, name=name or email.partition("@")[0].title(), **fields)


def make_workspace(name: str = "", *, slug: str = "", owner: Person | None = None) -> Workspace:
    """A workspace, with an owner if one is named."""
    number = next(_numbers)
    workspace = Workspace.objects.create(name=name or f"Company {number}", slug=slug or f"company-{number}")
    if owner is not None:
        make_member(workspace, Role.OWNER, owner)
    return workspace


def make_member(workspace: Workspace, role: Role = Role.OWNER, person: Person | None = None) -> Person:
    """A person with a role in the workspace."""
    person = person or make_person(name=f"{role.label} of {workspace.name}")
    Membership.objects.create(workspace=workspace, person=person, role=role)
    return person


def signed_in(person: Person, **options: Any) -> Client:
    """A browser in which the person is signed in."""
    client = Client(**options)
    client.force_login(person)
    return client


def make_token(workspace: Workspace, *scopes: str, **fields: Any) -> tuple[str, ApiToken]:
    """An API token of the workspace: what a program sends, and the row."""
    from footfall.apps.accounts.tokens import make_token as make

    return make(workspace, name=fields.pop("name", "A program"), scopes=scopes or ("read",), **fields)


def close(response: Any) -> None:
    """Close a streamed answer as a server does, but keep the connection, which is in the test's transaction."""
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)
