"""`footfall backup`: the desk's database, secret key and files in one archive."""

from __future__ import annotations

import os
from pathlib import Path

import click

from footfall.cli.desk import data_option, settle
from footfall.cli.say import notice, stop


@click.command("backup")
@click.argument("target", metavar="TO.tar.gz", type=click.Path(dir_okay=False, path_type=Path))
@data_option
@click.option("--force", is_flag=True, help="Replace an archive of this name.")
def command(target: Path, data: Path, force: bool) -> None:
    """Write the desk's database, secret key and files into one archive, while it runs.

    Only you can read the archive. Keep it safe: it holds the secret key and everything people entered.
    """
    folder = settle(data)
    if target.exists() and not force:
        stop(f"{target} exists. Choose another name, or say --force to replace it.")
    if not folder.is_dir():
        stop(f"there is no data folder at {folder}. Name it with --data.")
    from footfall.project.archive import UnusableError
    from footfall.project.backup import back_up
    from footfall.project.settings import DATABASES

    try:
        manifest = back_up(folder, DATABASES["default"], target.resolve())
    except (UnusableError, OSError) as error:
        stop(f"the backup was not made: {error}")
    if os.environ.get("FOOTFALL_SECRET_KEY"):
        notice("FOOTFALL_SECRET_KEY is set, so the key that the desk uses is not in the backup. Keep it with it.")
    size = target.stat().st_size / 1_000_000
    click.echo(f"{target}: {len(manifest.members)} files, {size:.1f} MB, as of {manifest.made_at}.")
