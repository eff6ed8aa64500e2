"""`footfall restore`: brings a backup back."""

from __future__ import annotations

import os
from pathlib import Path

import click

from footfall.cli.desk import FOLDER, settle
from footfall.cli.lock import is_held
from footfall.cli.say import notice, stop


@click.command("restore")
@click.argument("source", metavar="FROM.tar.gz", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--data", required=True, type=FOLDER, metavar="DIR", help="The data folder to restore into.")
@click.option("--force", is_flag=True, help="The folder may hold something: it is put aside under another name.")
def command(source: Path, data: Path, force: bool) -> None:
    """Bring a backup back into an empty data folder, and into the empty PostgreSQL that DATABASE_URL names if it came
    from one. Stop the desk first. Everything is checked before anything is replaced.
    """
    folder = settle(data)
    if is_held(folder):
        stop(f"a desk or a worker runs on {folder}. Stop it first.")
    import dj_database_url

    from footfall.project.archive import UnusableError
    from footfall.project.backup import restore

    address = os.environ.get("DATABASE_URL", "")
    database = dict(dj_database_url.parse(address)) if address and not address.startswith("sqlite") else None
    try:
        manifest, before = restore(source.resolve(), folder, database, force=force)
    except (UnusableError, OSError) as error:
        stop(f"nothing was restored: {error}")
    if before is not None:
        notice(f"what was there before is now at {before}; delete it when you are sure.")
    click.echo(f"Restored into {folder}: {len(manifest.members)} files, as of {manifest.made_at}.")
