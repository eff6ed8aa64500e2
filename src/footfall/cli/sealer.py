"""`footfall sealer`: judges what was collected and stores it."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from types import FrameType

import click

from footfall.cli.desk import data_option, open_desk
from footfall.cli.lock import hold
from footfall.cli.say import Exit, notice, stop

PATIENCE = 120.0
"""Seconds that the sealer waits for somebody else to make the tables."""


@click.command("sealer")
@data_option
@click.option("--once", is_flag=True, help="Seal and store what is there, then end.")
def command(data: Path, once: bool) -> None:
    """Judge what was collected, and store it. `footfall up` runs it; run it yourself where the web application runs
    without, on the machine that holds the folder of events. There is one for each folder.

    Stops on SIGTERM or Ctrl-C. Other exit codes: 2 a setting is wrong · 3 another sealer works on the folder, or the
    database has not the tables of this version.
    """
    folder = open_desk(data)
    from footfall.apps.work.tables import wait_for_tables
    from footfall.events.sealer import BusyError
    from footfall.project.sealing import only_sealer

    if not wait_for_tables(PATIENCE, say=notice):
        stop("the database has not the tables of this version. Run `footfall up` or `footfall manage migrate` once.")
    over = threading.Event()

    def asked(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        over.set()

    for kind in (signal.SIGTERM, signal.SIGINT):
        signal.signal(kind, asked)
    try:
        with hold(folder), only_sealer() as sealer:
            if once:
                click.echo(f"{sealer.once()} events were stored.")
            else:
                sealer.run(over)
    except BusyError as error:
        stop(str(error))
    except ValueError as error:
        stop(str(error), Exit.USAGE)
