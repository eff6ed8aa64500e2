"""`footfall demo`: a workspace to look around in."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from footfall.cli.desk import data_option, open_desk
from footfall.cli.say import notice, stop

if TYPE_CHECKING:
    from footfall.apps.accounts.models import Workspace

SHOP = Path("examples/shop")


@click.command("demo")
@data_option
@click.option("--seed", default=1, show_default=True, help="Another number is another world.")
@click.option(
    "--example",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="The built pages of the shop, which are audited. Default: examples/shop, where that is.",
)
@click.option("--delete", is_flag=True, help="Delete the demo instead.")
def command(data: Path, seed: int, example: Path | None, delete: bool) -> None:
    """Fill a workspace of its own with a small shop: pages, links, ninety days of visits and shares, leads. All of it
    is invented, every page says so, and the true figures are printed beside those that Footfall measured.

    Whoever runs the installation owns it. Exit codes: 2 a setting is wrong · 3 nobody owns the desk yet, or there is a
    demo already.
    """
    pages = example or (SHOP if SHOP.is_dir() else None)
    if pages is not None:
        os.environ.setdefault("FOOTFALL_EXAMPLE", str(pages.resolve()))
    open_desk(data)
    from django.conf import settings
    from django.utils import timezone

    from footfall.apps.accounts.models import Person, Workspace
    from footfall.apps.work.tables import Tables, tables
    from footfall.events.opening import open_store

    if tables() is not Tables.READY:
        stop("the desk has no tables of this version yet. Run `footfall up` once and open its link.")
    demos = list(Workspace.objects.filter(is_demo=True))
    if delete:
        _delete(demos)
        return
    if demos:
        stop("there is a demo already. Look at it in the desk, or delete it with `footfall demo --delete`.")
    people = list(Person.objects.filter(is_active=True, is_operator=True).order_by("pk"))
    if not people:
        stop("nobody owns the desk yet. Run `footfall up`, open the link that it prints, then come back.")
    from footfall.project.demo.building import build
    from footfall.project.demo.telling import compare

    notice("ninety days of visits are being made; that takes half a minute.")
    with closing(open_store(settings.EVENTS, settings.EVENTS_URL)) as store:
        demo = build(people, store, now=timezone.now(), seed=seed)
        rows = list(compare(demo, store))
    click.echo(f"{demo.workspace}: {demo.events:,} events and {demo.leads} leads at {settings.PUBLIC_URL}/", nl=False)
    click.echo(f"w/{demo.workspace.slug}/")
    wide = max(len(row.figure) for row in rows)
    truth = max(len(row.true) for row in rows)
    click.echo(f"\n{'':{wide}}  {'truth':{truth}}  measured")
    for row in rows:
        click.echo(f"{row.figure:{wide}}  {row.true:{truth}}  {row.measured}")
    if not demo.audited:
        notice("the shop's pages were not audited: name their folder with --example.")


def _delete(demos: list[Workspace]) -> None:
    from footfall.apps.accounts.actions.workspaces import delete_workspace

    for demo in demos:
        delete_workspace(demo, by=None)
    click.echo("The demo is deleted." if demos else "There is no demo.")
