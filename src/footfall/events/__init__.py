"""The event store: inbox (SQLite) → sealer → Parquet → DuckDB, or ClickHouse with the same SQL texts."""
