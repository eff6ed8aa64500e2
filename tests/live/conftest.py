"""Real desks for real sites."""

from __future__ import annotations

from tests.faults.conftest import empty_home, home, migrated

__all__ = ["empty_home", "home", "migrated"]
