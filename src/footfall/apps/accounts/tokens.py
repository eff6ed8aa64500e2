"""API tokens: `ff_<prefix>_<secret>`, made once, known afterwards by their hash."""

from __future__ import annotations

import hmac
import secrets
import string
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from footfall.apps.accounts.models import ApiToken, Person, Workspace, hash_of
from footfall.apps.accounts.rights import Scope

TOUCHED_EVERY = timedelta(minutes=1)
"""`used_at` is written no more often, so that a busy program does not become a writer a request. Our choice."""
_ALPHABET = string.ascii_letters + string.digits


def make_token(
    workspace: Workspace,
    *,
    name: str,
    scopes: Iterable[str],
    expires_at: datetime | None = None,
    made_by: Person | None = None,
) -> tuple[str, ApiToken]:
    """What the program sends, which nobody can see again, and the row that is kept.

    Raises:
        ValueError: a scope is none of `Scope`.
    """
    prefix = "ff_" + "".join(secrets.choice(_ALPHABET) for _ in range(8))
    raw = f"{prefix}_{secrets.token_urlsafe(32)}"
    row = ApiToken.objects.create(
        workspace=workspace,
        name=name,
        prefix=prefix,
        token_hash=hash_of(raw),
        scopes=sorted({Scope(scope).value for scope in scopes}),
        expires_at=expires_at,
        made_by=made_by,
    )
    return raw, row


def authenticate(raw: str) -> ApiToken | None:
    """The working token that a program sent, with its workspace; None when it is unknown, expired or revoked."""
    token = ApiToken.objects.select_related("workspace").filter(prefix=raw[:11]).first()
    expected = token.token_hash if token is not None else hash_of("")
    if not hmac.compare_digest(expected, hash_of(raw)) or token is None or not token.works:
        return None
    _touch(token)
    return token


def _touch(token: ApiToken) -> None:
    now = timezone.now()
    stale = Q(used_at=None) | Q(used_at__lt=now - TOUCHED_EVERY)
    if token.used_at is None or token.used_at < now - TOUCHED_EVERY:
        ApiToken.objects.filter(stale, pk=token.pk).update(used_at=now)
        token.used_at = now
