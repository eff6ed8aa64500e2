"""Secrets at rest: Fernet under keys that are derived from the desk's own, so that a copied database signs nothing."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_PURPOSE = b"footfall: secrets of webhooks"


class SealError(Exception):
    """The secret was sealed under a key that the desk no longer has."""


def seal(secret: str) -> str:
    """The secret as it may be stored, sealed under the desk's present key."""
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """The secret again, also when it was sealed under one of SECRET_KEY_FALLBACKS.

    Raises:
        SealError: none of the keys opens it.
    """
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise SealError from None


def reseal(sealed: str) -> str:
    """The same secret sealed under the present key, so that a former key can be dropped.

    Raises:
        SealError: none of the keys opens it.
    """
    try:
        return _box().rotate(sealed.encode()).decode()
    except InvalidToken:
        raise SealError from None


def sealed_by_present_key(sealed: str) -> bool:
    try:
        Fernet(_derived(settings.SECRET_KEY)).decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


def _box() -> MultiFernet:
    return MultiFernet([Fernet(_derived(key)) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _derived(key: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(key.encode())
    return base64.urlsafe_b64encode(derived)
