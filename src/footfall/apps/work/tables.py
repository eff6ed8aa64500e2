"""Whether the database answers and has the tables of this version."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum

from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor


class Tables(Enum):
    """What the database says."""

    READY = "ready"
    BEHIND = "behind"
    AWAY = "away"


_complete = False


def tables() -> Tables:
    """Look once. Tables that were complete stay so while this process lives, so they are compared only until then."""
    global _complete
    try:
        if _complete:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            return Tables.READY
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return Tables.BEHIND
    except (OperationalError, InterfaceError):
        connection.close()
        return Tables.AWAY
    _complete = True
    return Tables.READY


def wait_for_tables(seconds: float, *, say: Callable[[str], None]) -> bool:
    """Whether the tables are there in time: another process makes them."""
    until, said = time.monotonic() + seconds, False
    while tables() is not Tables.READY:
        if time.monotonic() > until:
            return False
        if not said:
            say("the database is not ready yet; waiting for it.")
            said = True
        time.sleep(0.5)
    return True
