"""`footfall worker`: does the desk's background work; any number of them, on any number of machines."""

from __future__ import annotations

from pathlib import Path

import click

from footfall.cli.desk import data_option, open_desk
from footfall.cli.lock import hold
from footfall.cli.say import Exit, notice, stop

PATIENCE = 120.0
"""Seconds that a worker waits for somebody else to make the tables."""


@click.command("worker")
@click.option("--queue", "queues", multiple=True, metavar="NAME", help="A queue to serve. Default: all of them.")
@data_option
@click.option("--name", default="", hidden=True)
@click.option("--replaces", default="", hidden=True)
def command(queues: tuple[str, ...], data: Path, name: str, replaces: str) -> None:
    """Do the desk's background work until stopped. Start as many as you like; DATABASE_URL names a shared PostgreSQL.

    Stops on SIGTERM or Ctrl-C: a running job has 20 seconds to finish, then it goes back to its queue.
    """
    folder = open_desk(data)
    from django.conf import settings

    from footfall.apps.work.tables import wait_for_tables
    from footfall.apps.work.worker import WorkerProcess

    known = settings.TASKS["default"]["QUEUES"]
    for queue in queues:
        if queue not in known:
            stop(f"there is no queue {queue!r}. The queues are: {', '.join(known)}.", Exit.USAGE)
    worker = WorkerProcess(list(queues) or list(known), name=name, replaces=replaces)
    if not wait_for_tables(PATIENCE, say=notice):
        stop("the database has not the tables of this version. Run `footfall up` or `footfall manage migrate` once.")
    with hold(folder):
        worker.run()
