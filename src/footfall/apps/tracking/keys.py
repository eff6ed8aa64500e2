"""The installation's lasting key, by which ids of visitors who agreed are hashed; and all sealed keys kept readable."""

from __future__ import annotations

import logging
import secrets

from footfall.apps.accounts.sealing import Seal, SealError
from footfall.apps.tracking.models import Key, Measuring
from footfall.apps.tracking.rules import seal as server_seal

log = logging.getLogger("footfall.tracking")
BYTES = 32
VISITORS = "visitors"
_seal = Seal("lasting ids of visitors")


def lasting() -> bytes:
    """The key: made by whoever comes first, the same for every process, for ever.

    Where it can't be opened any more, another takes its place: visitors who agreed then count as new ones.
    """
    made = {"sealed": _seal.seal(secrets.token_hex(BYTES))}
    row = Key.objects.get_or_create(name=VISITORS, defaults=made)[0]
    try:
        return bytes.fromhex(_seal.unseal(row.sealed))
    except SealError:
        log.warning("The key of lasting visitors was sealed under a key that is gone: visitors who agreed are new now.")
        Key.objects.filter(name=VISITORS, sealed=row.sealed).update(**made)
        row.refresh_from_db()
        return bytes.fromhex(_seal.unseal(row.sealed))


def reseal() -> None:
    """Seal everything anew under the desk's present key, so that former ones can be forgotten."""
    for key in Key.objects.all():
        Key.objects.filter(pk=key.pk, sealed=key.sealed).update(sealed=_anew(_seal, key.sealed))
    for measuring in Measuring.objects.exclude(sealed_secret=""):
        same = Measuring.objects.filter(pk=measuring.pk, sealed_secret=measuring.sealed_secret)
        same.update(sealed_secret=_anew(server_seal, measuring.sealed_secret))


def _anew(seal: Seal, sealed: str) -> str:
    try:
        return sealed if seal.is_of_present_key(sealed) else seal.reseal(sealed)
    except SealError:
        return sealed  # Whoever needs it says so.
