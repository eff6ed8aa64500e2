"""Real desks for real sites."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.faults.conftest import empty_home, home, migrated

__all__ = ["empty_home", "home", "migrated"]


@pytest.fixture(autouse=True)
def fresh_counters() -> Iterator[None]:
    """Counters of rate limits live in the cache: every test begins without them."""
    cache.clear()
    yield
    cache.clear()
