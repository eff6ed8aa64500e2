"""Every query of Insights over many events, beside the same texts on PostgreSQL and on ClickHouse's engine."""

from __future__ import annotations

from bench.queries.measure import measure

__all__ = ["measure"]
