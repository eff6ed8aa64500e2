"""PostgreSQL's own programs, which write and read dumps."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from footfall.project.archive import UnusableError

Database = dict[str, Any]
"""An entry of Django's DATABASES."""


_PLAIN = ("--no-owner", "--no-privileges")
"""Whoever restores owns what is restored."""


def dump(database: Database, target: Path) -> None:
    """A consistent dump; the cache's rows are left out.

    Raises:
        UnusableError: pg_dump is missing or failed.
    """
    options = [*_PLAIN, "--format=custom", "--exclude-table-data=footfall_cache", "--file", str(target)]
    _run(database, "pg_dump", *options)


def restore(database: Database, source: Path) -> None:
    """Puts a dump in place of what the database holds, all or nothing.

    Raises:
        UnusableError: pg_restore is missing or failed.
    """
    options = [*_PLAIN, "--clean", "--if-exists", "--single-transaction", "--exit-on-error"]
    _run(database, "pg_restore", *options, "--dbname", str(database["NAME"]), str(source))


def is_empty(database: Database) -> bool:
    """Whether the database has no table.

    Raises:
        UnusableError: it does not answer.
    """
    import psycopg
    from psycopg.conninfo import make_conninfo

    places = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    given = {name: str(database[key]) for name, key in places.items() if database.get(key)}
    try:
        with psycopg.connect(make_conninfo(**given, connect_timeout=10)) as connection:
            found = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    except psycopg.Error as error:
        raise UnusableError(f"The database does not answer: {error}") from error
    return found is not None and found[0] == 0


def _run(database: Database, name: str, *options: str) -> None:
    program = shutil.which(name)
    if program is None:
        raise UnusableError(f"{name} is not installed. Get it with PostgreSQL's client programs.")
    # The password goes through the environment: arguments can be read by every user of the machine.
    places = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    given = {variable: str(database[key]) for variable, key in places.items() if database.get(key)}
    if sslmode := database.get("OPTIONS", {}).get("sslmode"):
        given["PGSSLMODE"] = str(sslmode)
    done = subprocess.run(  # noqa: S603
        [program, *options], env=os.environ | given, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise UnusableError(f"{name} failed: {done.stderr.strip()[-500:]}")
