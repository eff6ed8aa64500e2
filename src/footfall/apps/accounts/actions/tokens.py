"""API tokens are given and revoked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.models import ApiToken, Person, Workspace
from footfall.apps.accounts.tokens import make_token


def give_token(
    workspace: Workspace, *, name: str, scopes: Iterable[str], expires_at: datetime | None, by: Person
) -> tuple[str, ApiToken]:
    """What the program sends, shown once, and the row."""
    with transaction.atomic():
        raw, token = make_token(workspace, name=name, scopes=scopes, expires_at=expires_at, made_by=by)
        note("token.made", name, workspace=workspace, by=by, scopes=token.scopes, prefix=token.prefix)
        return raw, token


def revoke_token(token: ApiToken, *, by: Person) -> None:
    with transaction.atomic():
        if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
            note("token.revoked", token.name, workspace=token.workspace, by=by, prefix=token.prefix)
