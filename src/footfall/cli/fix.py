"""`footfall fix`: static pages mended at their source, shown as a diff first."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import click

from footfall.cli.manner import Manner
from footfall.cli.say import Exit, Progress, notice, stop
from footfall.cli.target import Kind, Target, pages_in, read_page, read_target
from footfall.page import parse_page
from footfall.page.structured import text_of, types_of
from footfall.smo.agents import preview_agents
from footfall.smo.fixes import FixContext, Proposal, fix_page, fix_robots, head_snippet, unified_diff, url_for
from footfall.wire.local import local_facts, stated_pictures

SITE_TYPES = frozenset({"WebSite", "Organization", "LocalBusiness", "Corporation"})


@click.command("fix")
@click.argument("paths", metavar="PATH…", nargs=-1, required=True)
@click.option("--site-url", default="", help="The address under which the site is published, such as https://…/.")
@click.option("--site-name", default="", help="The name readers know the site by; read from the front page otherwise.")
@click.option("--write", "mode", flag_value="write", help="Change the files.")
@click.option("--check", "mode", flag_value="check", help="Change nothing; exit with 1 when something would change.")
@click.option("--snippet", "mode", flag_value="snippet", help="Print the block for the head of a CMS template instead.")
@click.option("--quiet", is_flag=True, help="No proposals and no summary beside the diff.")
def command(paths: tuple[str, ...], site_url: str, site_name: str, mode: str | None, quiet: bool) -> None:
    """Mend pages byte for byte: a complete Open Graph and Twitter block, absolute addresses, no duplicates.

    PATH is an HTML file or the output folder of a site generator. Without --write the changes are shown as a unified
    diff. An address instead of a path prints the block for the head of that page, for sites whose files you don't have.
    """
    targets = [read_target(path) for path in paths]
    if mode == "snippet" or any(target.fetched for target in targets):
        for target in targets:
            _print_snippet(target, site_url, site_name)
        return
    _check_address(site_url)
    work = Work(write=mode == "write", quiet=quiet)
    for target in targets:
        if target.kind is Kind.FOLDER:
            _fix_folder(target.path, site_url, site_name, work)
        elif target.kind is Kind.FILE:
            _fix_file(target.path, site_url, site_name, work)
        else:
            stop(f"{target.typed} is neither an HTML file nor a folder of them.", Exit.USAGE)
    work.sum_up()
    sys.exit(int(Exit.FOUND if mode == "check" and work.changed else Exit.OK))


@dataclass(slots=True)
class Work:
    """What is done with changes, and the count of them."""

    write: bool
    quiet: bool
    pages: int = 0
    changed: int = 0
    proposals: list[tuple[str, Proposal]] = field(default_factory=list)
    progress: Progress = field(default_factory=Progress)

    def take(self, path: Path, before: bytes, after: bytes, proposals: tuple[Proposal, ...]) -> None:
        """One file's outcome: written or shown, counted, its proposals kept."""
        self.pages += 1
        self.progress.step(str(path))
        self.proposals.extend((str(path), proposal) for proposal in proposals)
        if before == after:
            return
        self.changed += 1
        if self.write:
            _replace(path, after)
        else:
            sys.stdout.buffer.write(unified_diff(str(path), before, after))

    def sum_up(self) -> None:
        """What a person wants to know at the end, beside the diff."""
        self.progress.close()
        sys.stdout.flush()
        if self.quiet:
            return
        for rule, (count, path, proposal) in _grouped(self.proposals).items():
            more = f" (and {count - 1} more)" if count > 1 else ""
            click.echo(f"  ◆ {path}{more}: {proposal.message}", err=True)
            if proposal.suggestion:
                click.echo(f"      {proposal.suggestion}", err=True)
            if rule:
                click.echo(f"      footfall rules {rule}", err=True)
        did = "changed" if self.write else "would change; --write changes them"
        notice(
            f"{self.changed:,} of {self.pages:,} files {did}. {len(self.proposals):,} proposals are left to a person."
        )


def _grouped(proposals: list[tuple[str, Proposal]]) -> dict[str, tuple[int, str, Proposal]]:
    found: dict[str, tuple[int, str, Proposal]] = {}
    for path, proposal in proposals:
        count, first, kept = found.get(proposal.rule, (0, path, proposal))
        found[proposal.rule] = (count + 1, first, kept)
    return found


def _replace(path: Path, data: bytes) -> None:
    """Write the new file beside the old one, then put it in its place: nothing is lost when the machine stops."""
    beside = path.with_name(path.name + ".footfall")
    try:
        beside.write_bytes(data)
        os.chmod(beside, path.stat().st_mode)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        stop(f"{path} can't be written ({error.strerror}). The files before it are mended; run the command again.")


def _check_address(site_url: str) -> None:
    parts = urlsplit(site_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        stop(
            "Say where the site is published, with --site-url https://…/: addresses in tags must be absolute.",
            Exit.USAGE,
        )


class File(NamedTuple):
    """One page of a folder."""

    path: Path
    url: str


def _fix_folder(folder: Path, site_url: str, site_name: str, work: Work) -> None:
    files = [File(path, url_for(site_url, path.relative_to(folder).as_posix())) for path in pages_in(folder)]
    context = FixContext(site_url, site_name or _name_of_site(folder), https_hosts=_https_host(site_url))
    work.progress.total = len(files)
    for file in files:
        _fix_one(file, context, folder, work)
    _fix_robots(folder, files, work)


def _fix_file(path: Path, site_url: str, site_name: str, work: Work) -> None:
    context = FixContext(site_url, site_name, https_hosts=_https_host(site_url))
    looks_like_page = urlsplit(site_url).path.endswith((".html", ".htm"))
    url = site_url if looks_like_page or path.name == "index.html" else url_for(site_url, path.name)
    _fix_one(File(path, url), context, path.parent, work)


def _fix_one(file: File, context: FixContext, folder: Path, work: Work) -> None:
    data = read_page(file.path)
    facts = local_facts(parse_page(file.url, data), str(folder), context.site_url)
    fixed = fix_page(file.url, data, replace(context, images=facts.images))
    work.take(file.path, data, fixed.data, fixed.proposals)


def _https_host(site_url: str) -> frozenset[str]:
    parts = urlsplit(site_url)
    return frozenset({(parts.hostname or "").lower()}) if parts.scheme == "https" else frozenset()


def _name_of_site(folder: Path) -> str:
    """What the front page calls the site, "" when it doesn't say."""
    front = folder / "index.html"
    if not front.is_file():
        return ""
    page = parse_page("", front.read_bytes())
    said = page.meta_value("og:site_name") or page.meta_value("application-name")
    names = (text_of(item.get("name")) for item in page.json_ld_items if SITE_TYPES.intersection(types_of(item)))
    return said or next((name for name in names if name), "")


def _fix_robots(folder: Path, files: list[File], work: Work) -> None:
    """Let preview bots reach the pages' pictures, where the folder has a robots.txt that keeps them away."""
    path = folder / "robots.txt"
    if not path.is_file():
        return
    before = path.read_bytes()
    pictures = sorted(set(_picture_paths(files)))
    # A site that is shut as a whole may be shut on purpose; only pictures of pages are opened.
    after = fix_robots(before.decode("utf-8", "surrogateescape"), preview_agents(), pictures, page_paths=())
    work.take(path, before, after.encode("utf-8", "surrogateescape"), ())


def _picture_paths(files: list[File]) -> Iterator[str]:
    for file in files:
        page = parse_page(file.url, file.path.read_bytes())
        for address in stated_pictures(page):
            parts = urlsplit(address)
            if (parts.hostname or "").lower() == page.host:
                yield parts.path


def _print_snippet(target: Target, site_url: str, site_name: str) -> None:
    if target.fetched:
        import asyncio

        asyncio.run(_print_fetched(target, site_name))
        return
    if target.kind is not Kind.FILE:
        stop("The block is for one page: name its address or its file.", Exit.USAGE)
    _check_address(site_url)
    page = parse_page(site_url, read_page(target.path))
    facts = local_facts(page, str(target.path.parent), site_url)
    click.echo(head_snippet(page, FixContext(site_url, site_name, images=facts.images)), nl=False)


async def _print_fetched(target: Target, site_name: str) -> None:
    from asyncio import Event

    from footfall.cli.crawling import crawled_pages

    manner = Manner(max_pages=1, remember=False)
    async for crawled in crawled_pages([target], manner, Event()):
        if crawled.page is not None:
            parts = urlsplit(crawled.page.url)
            context = FixContext(f"{parts.scheme}://{parts.netloc}/", site_name, images=crawled.facts.images)
            click.echo(head_snippet(crawled.page, context), nl=False)
            return
    url, why = manner.failures[0] if manner.failures else (target.typed, "It brought no page.")
    stop(f"{url} could not be read. {why}")
