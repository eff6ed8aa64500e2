"""200 people at the desk at once, beside the admin of another Django application on the same server."""

from __future__ import annotations

from bench.desk.measure import measure

__all__ = ["measure"]
