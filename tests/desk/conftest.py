"""What tests of the desk share. The functions behind the fixtures are in `making`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from footfall.apps.accounts.models import Person, Workspace
from footfall.apps.accounts.rights import Role
from tests.desk.making import make_member, make_workspace, signed_in


@pytest.fixture(autouse=True)
def _no_limits_from_before() -> Iterator[None]:
    """Counters of rate limits live in the cache: every test begins without them."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def workspace(db: None) -> Workspace:
    return make_workspace("Acme", slug="acme")


@pytest.fixture
def owner(workspace: Workspace) -> Person:
    return make_member(workspace, Role.OWNER)


@pytest.fixture
def editor(workspace: Workspace) -> Person:
    return make_member(workspace, Role.EDITOR)


@pytest.fixture
def viewer(workspace: Workspace) -> Person:
    return make_member(workspace, Role.VIEWER)


@pytest.fixture
def customer(workspace: Workspace) -> Person:
    """A person with the role of a client; `client` is pytest-django's browser."""
    return make_member(workspace, Role.CLIENT)


@pytest.fixture
def owner_client(owner: Person) -> Client:
    return signed_in(owner)


@pytest.fixture
def editor_client(editor: Person) -> Client:
    return signed_in(editor)


@pytest.fixture
def viewer_client(viewer: Person) -> Client:
    return signed_in(viewer)


@pytest.fixture
def customer_client(customer: Person) -> Client:
    return signed_in(customer)


@pytest.fixture
def client_as(workspace: Workspace) -> Callable[[Role], Client]:
    """A signed-in browser of a fresh person with the role in `workspace`."""
    return lambda role: signed_in(make_member(workspace, role))
