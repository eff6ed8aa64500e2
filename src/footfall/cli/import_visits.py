"""`footfall import-visits`: visits that another program counted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from footfall.cli.desk import data_option, open_desk
from footfall.cli.say import Exit, notice, stop

if TYPE_CHECKING:
    from footfall.events.visits import Trouble
    from footfall.flywheel.event import Event

SHOWN = 20
"""Lines that are named when they can't be read."""


@click.command("import-visits")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--site", required=True, type=int, metavar="N", help="The site's number, as in its address in the desk.")
@click.option(
    "--column", "columns", multiple=True, metavar="FIELD=NAME", help="Which column holds a field, e.g. date=Datum."
)
@click.option("--zone", default="UTC", show_default=True, help="Time zone of times that name none.")
@click.option("--skip-errors", is_flag=True, help="Import the other lines where some can't be read.")
@data_option
def command(file: Path, site: int, columns: tuple[str, ...], zone: str, skip_errors: bool, data: Path) -> None:
    """Import visits that another program counted, from a CSV file in UTF-8: Plausible, Matomo, GA4, Umami, GoatCounter,
    or your own with a date and a page. A file that was imported before is not imported again.

    Exit codes: 1 some lines can't be read · 2 a column, the site or the zone is unknown · 3 the file can't be read.
    """
    open_desk(data)
    from django.conf import settings

    from footfall.apps.tracking import rules
    from footfall.events.loading import KnownError
    from footfall.events.opening import open_store
    from footfall.events.visits import Trouble, UnreadableError, read_visits

    known = rules.load().get(site)
    if known is None:
        stop(f"there is no site {site}. The number stands in the site's address in the desk.", Exit.USAGE)
    given = dict(word.split("=", 1) for word in columns if "=" in word)
    if len(given) != len(columns):
        stop("say --column FIELD=NAME, for example --column date=Datum.", Exit.USAGE)
    name, hours = f"{site}:{_digest(file)}", _zone(zone)
    troubles: list[Trouble] = []

    def visits(*, noting: bool) -> Iterator[Event]:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for one in read_visits(lines, known, name=name, given=given, zone=hours):
                if not isinstance(one, Trouble):
                    yield one
                elif noting:
                    troubles.append(one)

    try:
        found = sum(1 for _ in visits(noting=True))
        _tell(troubles)
        if troubles and not skip_errors:
            stop("nothing was imported. Mend these lines, or leave them out with --skip-errors.", Exit.FOUND)
        with closing(open_store(settings.EVENTS, settings.EVENTS_URL)) as store:
            store.load(visits(noting=False), name=name)
    except UnreadableError as error:
        stop(f"{file} was not imported. {error}", Exit.USAGE)
    except UnicodeDecodeError:
        stop(f"{file} is not text in UTF-8. If it is a .zip or .xlsx, unpack it or save it as CSV first.")
    except KnownError:
        notice(f"{file} was imported into this site before; nothing was added.")
    else:
        click.echo(f"{found:,} visits were imported into site {site}.")


def _tell(troubles: list[Trouble]) -> None:
    for trouble in troubles[:SHOWN]:
        notice(trouble.why)
    if len(troubles) > SHOWN:
        notice(f"{len(troubles) - SHOWN} further lines can't be read.")


def _digest(file: Path) -> str:
    with file.open("rb") as bytes_:
        return hashlib.file_digest(bytes_, "sha256").hexdigest()


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        stop(f"there is no time zone {name!r}. Name it as in Europe/Berlin.", Exit.USAGE)
