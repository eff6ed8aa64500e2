"""API tokens open one workspace, as long as they work."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from footfall.apps.accounts.models import ApiToken, Workspace, hash_of
from footfall.apps.accounts.rights import Scope
from footfall.apps.accounts.tokens import TOUCHED_EVERY, authenticate
from tests.desk.making import make_token

pytestmark = pytest.mark.django_db


def test_a_token_opens_its_workspace(workspace: Workspace) -> None:
    raw, row = make_token(workspace, "read")
    found = authenticate(raw)
    assert found == row
    assert found.workspace == workspace
    assert found.allows(Scope.READ)
    assert not found.allows(Scope.WRITE)


def test_the_secret_is_not_kept(workspace: Workspace) -> None:
    raw, row = make_token(workspace)
    row.refresh_from_db()
    assert row.token_hash == hash_of(raw)
    assert raw.removeprefix(row.prefix + "_") not in str(row.__dict__)


@pytest.mark.parametrize("spoil", [lambda raw: raw[:-1], lambda raw: raw + "x", lambda raw: raw[:11], lambda raw: ""])
def test_an_altered_token_opens_nothing(workspace: Workspace, spoil: object) -> None:
    raw, _ = make_token(workspace)
    assert callable(spoil)
    assert authenticate(spoil(raw)) is None


def test_revoked_and_expired_tokens_open_nothing(workspace: Workspace) -> None:
    now = timezone.now()
    revoked, row = make_token(workspace)
    ApiToken.objects.filter(pk=row.pk).update(revoked_at=now)
    expired, _ = make_token(workspace, expires_at=now - timedelta(seconds=1))
    assert authenticate(revoked) is None
    assert authenticate(expired) is None


def test_use_is_written_at_most_once_a_minute(
    workspace: Workspace, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    raw, row = make_token(workspace)
    authenticate(raw)
    row.refresh_from_db()
    first = row.used_at
    assert first is not None
    with django_assert_num_queries(1):  # type: ignore[operator]
        authenticate(raw)
    ApiToken.objects.filter(pk=row.pk).update(used_at=first - TOUCHED_EVERY - timedelta(seconds=1))
    authenticate(raw)
    row.refresh_from_db()
    assert row.used_at is not None
    assert row.used_at >= first


def test_a_scope_that_does_not_exist_is_refused(workspace: Workspace) -> None:
    with pytest.raises(ValueError):
        make_token(workspace, "everything")
