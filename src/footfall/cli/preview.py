"""`footfall preview`: one page as its link looks everywhere."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import click

from footfall.cli.manner import Manner
from footfall.cli.say import Exit, colourful, notice, stop, terminal_width
from footfall.cli.target import Kind, Target, jobs_of, read_target
from footfall.cli.work import facts_of
from footfall.page import Page, parse_page
from footfall.page.facts import PageFacts
from footfall.smo.previews import Preview, PreviewSet, profiles

FORMATS = ("text", "json", "html", "png")


class Look(NamedTuple):
    """How a picture or a text is to look."""

    dark: bool
    width: int
    colour: bool


@click.command("preview")
@click.argument("target", metavar="TARGET")
@click.option("--url", default="", help="The address of the page once it is published.")
@click.option("--on", "names", metavar="NAME,…", default="", help="Only these consumers; all unless told otherwise.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to write it.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it to this file.")
@click.option("--dark", is_flag=True, help="Pictures in dark colours.")
@click.option("--guard", is_flag=True, help="Refuse private and local addresses.")
def command(target: str, url: str, names: str, form: str, out: Path | None, dark: bool, guard: bool) -> None:
    """Show how each consumer draws a link to the page TARGET: an address, an HTML file, or - for standard input."""
    wanted = _consumers(names)
    if form == "png" and out is None and sys.stdout.isatty():
        stop("A picture can't be shown here. Name its file with --out wall.png.", Exit.USAGE)
    page, facts = _page(target, url, guard=guard, pictures=form in ("html", "png"))
    previews = PreviewSet(page, facts)
    drawn = [previews[name] for name in wanted]
    look = Look(dark, terminal_width(), out is None and colourful())
    data = _written(form, drawn, page, facts, look)
    if out is None:
        sys.stdout.buffer.write(data)
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(data)
    except OSError as error:
        stop(f"{out} can't be written ({error.strerror}). Name another file with --out.", Exit.USAGE)
    notice(f"The previews lie at {out}.")


def _consumers(names: str) -> list[str]:
    known = profiles()
    wanted = [name.strip().lower() for name in names.split(",") if name.strip()]
    for name in wanted:
        if name not in known:
            stop(f"There is no consumer called {name!r}. There are: {', '.join(known)}.", Exit.USAGE)
    return wanted or list(known)


def _page(typed: str, url: str, *, guard: bool, pictures: bool) -> tuple[Page, PageFacts]:
    target = read_target(typed)
    if target.kind in (Kind.FOLDER, Kind.WARC, Kind.SITEMAP):
        stop("A preview is of one page. Name its address or its file; `footfall audit` takes folders.", Exit.USAGE)
    if target.fetched:
        import asyncio

        return asyncio.run(_fetched(target, guard=guard, pictures=pictures))
    job = next(jobs_of(target, url, thumbnails=pictures))
    page = parse_page(job.url, job.data)
    return page, facts_of(job, page)


async def _fetched(target: Target, *, guard: bool, pictures: bool) -> tuple[Page, PageFacts]:
    from asyncio import Event

    from footfall.cli.crawling import crawled_pages

    manner = Manner(max_pages=1, guard=guard, thumbnails=pictures, remember=False)
    pages = [crawled async for crawled in crawled_pages([target], manner, Event())]
    page = pages[0].page if pages else None
    if page is None:
        url, why = manner.failures[0] if manner.failures else (target.typed, "It brought no page.")
        stop(f"{url} could not be previewed. {why}")
    return page, pages[0].facts


def _written(form: str, drawn: list[Preview], page: Page, facts: PageFacts, look: Look) -> bytes:
    from footfall.smo.report import preview as report

    if form == "json":
        return report.preview_json(drawn).encode()
    if form == "html":
        return report.preview_html(drawn, url=page.url, facts=facts).encode("utf-8", "replace")
    if form == "png":
        from footfall.smo.draw.wall import wall
        from footfall.smo.draw.wall_png import wall_png

        tiles = wall(drawn, url=page.url, facts=facts)
        return wall_png(tiles, subtitle=page.url.partition("://")[2], dark=look.dark)
    text = report.preview_text(drawn, url=page.url, facts=facts, width=look.width, colour=look.colour)
    return text.encode("utf-8", "replace")
