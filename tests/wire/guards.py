"""Loopback addresses that stand for the public internet."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest

from footfall.wire import guard


def as_public(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Let the guard take these loopback addresses for public ones."""
    real = cast(Callable[[tuple[str, ...]], frozenset[str]], guard._natures)

    def natures(asked: tuple[str, ...]) -> frozenset[str]:
        return frozenset({"public"}) if set(asked) <= set(addresses) else real(asked)

    monkeypatch.setattr(guard, "_natures", natures)
