"""The seal under which secrets of webhooks are kept."""

from __future__ import annotations

from footfall.apps.accounts.sealing import Seal, SealError

__all__ = ["SealError", "reseal", "seal", "sealed_by_present_key", "unseal"]
_webhooks = Seal("secrets of webhooks")
seal = _webhooks.seal
unseal = _webhooks.unseal
reseal = _webhooks.reseal
sealed_by_present_key = _webhooks.is_of_present_key
