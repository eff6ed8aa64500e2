"""Secrets at rest, sealed under keys that are derived from the desk's own: a copied database opens nothing."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SealError(Exception):
    """The secret was sealed under a key that the desk no longer has, or for another purpose."""


class Seal:
    """Seals secrets for one purpose. What one seal closed, another does not open."""

    def __init__(self, purpose: str) -> None:
        self._purpose = f"footfall: {purpose}".encode()

    def seal(self, secret: str) -> str:
        """The secret as it may be stored, sealed under the desk's present key."""
        return self._box().encrypt(secret.encode()).decode()

    def unseal(self, sealed: str) -> str:
        """The secret again, also when it was sealed under one of SECRET_KEY_FALLBACKS.

        Raises:
            SealError: none of the keys opens it.
        """
        try:
            return self._box().decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise SealError from None

    def reseal(self, sealed: str) -> str:
        """The same secret sealed under the present key, so that a former key can be dropped.

        Raises:
            SealError: none of the keys opens it.
        """
        try:
            return self._box().rotate(sealed.encode()).decode()
        except InvalidToken:
            raise SealError from None

    def is_of_present_key(self, sealed: str) -> bool:
        try:
            self._present().decrypt(sealed.encode())
        except InvalidToken:
            return False
        return True

    def _box(self) -> MultiFernet:
        former = [Fernet(self._derived(key)) for key in settings.SECRET_KEY_FALLBACKS]
        return MultiFernet([self._present(), *former])

    def _present(self) -> Fernet:
        return Fernet(self._derived(settings.SECRET_KEY))

    def _derived(self, key: str) -> bytes:
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=self._purpose).derive(key.encode())
        return base64.urlsafe_b64encode(derived)
