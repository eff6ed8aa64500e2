"""`footfall audit`: pages in, a report out, an exit code that a build can act on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

import click

from footfall.cli.manner import Manner
from footfall.cli.run import Run
from footfall.cli.say import Exit, Progress, colourful, notice, stop, terminal_width
from footfall.cli.target import Kind, Target, jobs_of, read_target
from footfall.smo.report import FORMATS, Options, open_report
from footfall.smo.rule import Severity

SEVERITIES = [severity.value for severity in Severity if severity is not Severity.INFO]


@click.command("audit")
@click.argument("targets", metavar="TARGET…", nargs=-1, required=True)
@click.option("--url", default="", help="The address of the page, or of the folder's site, once it is published.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to write the report.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to this file.")
@click.option("--fail-on", type=click.Choice(SEVERITIES), help="Exit with 1 from this severity on.")
@click.option("--max-pages", type=click.IntRange(1), default=None, help="Stop after N pages (fetched sites: 50).")
@click.option("--jobs", type=click.IntRange(1), default=None, help="Processes to use; all cores unless told otherwise.")
@click.option("--cluster", metavar="ADDRESS", help="Audit on the Dask cluster at ADDRESS (needs footfall[cluster]).")
@click.option("--delay", type=click.FloatRange(0), help="Seconds between two pages of a host (1; none for localhost).")
@click.option("--guard", is_flag=True, help="Refuse private and local addresses, as for targets strangers typed.")
@click.option("--allow-host", multiple=True, help="With --guard: a private host that may be visited all the same.")
@click.option(
    "--own-site", is_flag=True, help="The site is yours: also fetch its first page as each preview bot would."
)
@click.option("--ignore-robots", is_flag=True, help="The site is yours: visit what its robots.txt forbids.")
@click.option("--render", is_flag=True, help="Also look at the first page in Chromium, after its scripts ran.")
@click.option("--no-probes", is_flag=True, help="Fetch pages only: no images, robots.txt or other questions.")
@click.option("--fresh", is_flag=True, help="Forget what earlier runs fetched; start anew.")
@click.option("--details", is_flag=True, help="Text report: every page in full, however many there are.")
@click.option("--quiet", is_flag=True, help="No progress and no notices beside the report.")
def command(
    targets: tuple[str, ...],
    url: str,
    form: str,
    out: Path | None,
    fail_on: str | None,
    max_pages: int | None,
    jobs: int | None,
    cluster: str | None,
    delay: float | None,
    guard: bool,
    allow_host: tuple[str, ...],
    own_site: bool,
    ignore_robots: bool,
    render: bool,
    no_probes: bool,
    fresh: bool,
    details: bool,
    quiet: bool,
) -> None:
    """Judge pages: how their links look everywhere, what is wrong, how to mend it.

    TARGET is an address, an HTML file, a folder, a sitemap, a WARC file, or - for standard input.
    """
    read = [read_target(typed) for typed in targets]
    threshold = Severity(fail_on) if fail_on else None
    options = Options(
        date=datetime.now().astimezone().date().isoformat(),
        colour=out is None and colourful(),
        width=terminal_width(),
        details=details,
        fail_on=threshold or Severity.LOW,
    )
    run = Run(threshold, Progress(quiet=quiet), form)
    thumbnails = form == "html"
    with report_stream(out) as stream:
        run.writer = open_report(form, stream, target=" ".join(targets), options=options)
        fetched, local = [one for one in read if needs_network(one)], [one for one in read if not needs_network(one)]
        if local:
            pages = chain.from_iterable(jobs_of(target, url, thumbnails=thumbnails) for target in local)
            run.take_local(islice(pages, max_pages), jobs, cluster)
        if fetched and not run.stopped:
            from footfall.cli.crawling import audit_fetched

            manner = Manner(
                max_pages=max_pages or Manner().max_pages,
                delay=delay,
                guard=guard,
                allow_hosts=allow_host,
                own_site=own_site,
                ignore_robots=ignore_robots,
                render=render,
                thumbnails=thumbnails,
                fresh=fresh,
                probes=not no_probes,
            )
            audit_fetched(run, fetched, manner)
            run.tell_failures(manner, quiet=quiet)
        run.finish()
    if out is not None and not quiet:
        notice(f"The report lies at {out}.")
    sys.exit(int(run.exit_code()))


def needs_network(target: Target) -> bool:
    """A sitemap on disk still names pages that have to be fetched."""
    return target.fetched or target.kind is Kind.SITEMAP


@contextmanager
def report_stream(out: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that gets its name when it is whole."""
    if out is None:
        with suppress(BrokenPipeError):
            yield sys.stdout
            sys.stdout.flush()
        return
    beside = out.with_name(out.name + ".part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        stream = beside.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        stop(f"{out} can't be written ({error.strerror}). Name another file with --out.", Exit.USAGE)
    try:
        with stream:
            yield stream
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
