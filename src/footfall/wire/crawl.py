"""The crawler: polite, bounded, stoppable, and able to continue where it was interrupted."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import AsyncExitStack, aclosing

from footfall.page.facts import Fault, PageFacts
from footfall.wire.address import normal, site_of
from footfall.wire.ahead import Ahead
from footfall.wire.facts import Collector
from footfall.wire.fetch import Fetcher
from footfall.wire.options import Crawled, CrawlOptions
from footfall.wire.robots import RobotsFiles
from footfall.wire.run import Run
from footfall.wire.site import Site
from footfall.wire.state import State
from footfall.wire.visit import from_record

Notice = Callable[[str], None]


async def crawl(
    targets: Iterable[str],
    options: CrawlOptions | None = None,
    *,
    fetcher: Fetcher | None = None,
    stop: asyncio.Event | None = None,
    notice: Notice | None = None,
    ahead: Ahead | None = None,
) -> AsyncGenerator[Crawled, None]:
    """Visit the targets and, unless told otherwise, the rest of their sites; yield each page as it comes.

    `stop` ends the crawl as soon as it is set: requests under way are given up, and the state file stays whole.
    `notice` receives sentences that matter to a person but concern no single page. `ahead` tells while the crawl runs
    how much is still to come. Close the iterator (for instance
    with `contextlib.aclosing`) when leaving early. Raises StateError when the state file can't be used.
    """
    options = options or CrawlOptions()
    wanted = list(targets)
    starts = list(dict.fromkeys(filter(None, map(normal, wanted))))
    for target in wanted:
        if not normal(target):
            sentence = "It is no address that can be fetched: those begin with http:// or https:// and a host name."
            yield Crawled(target, b"", PageFacts(), None, Fault.SCHEME, sentence)
    async with AsyncExitStack() as stack:
        client = fetcher if fetcher is not None else await stack.enter_async_context(Fetcher())
        state = stack.enter_context(State(options.state, starts)) if options.state else None
        robots = RobotsFiles(client)
        stack.push_async_callback(robots.close)
        collector = Collector(client, robots, options.probes) if options.probes else None
        run = Run(options, client, collector, robots, state, notice or _ignore)
        run.left = max(run.left, len(starts))
        if state is not None and state.resumed:
            for record in state.results():
                run.left -= 1
                if collector is not None:
                    collector.note_deep(record.facts)
                yield from_record(record)
        sites = _sites(starts, run)
        if ahead is not None:
            ahead.watch(run, sites)
        async with aclosing(_results(run, sites, stop)) as results:
            async for crawled in results:
                yield crawled


def _ignore(_sentence: str) -> None:
    pass


def _sites(starts: list[str], run: Run) -> list[Site]:
    """One site for each host among the starts, with what an interrupted run left of it."""
    groups: dict[str, list[str]] = {}
    for start in starts:
        groups.setdefault(site_of(start), []).append(start)
    state = run.state if run.state is not None and run.state.resumed else None
    queued = state.queued() if state else []
    done = state.done() if state else []

    def home(url: str) -> str:
        """The group of an address; what a redirected start has led to belongs to the first."""
        return site_of(url) if site_of(url) in groups else next(iter(groups))

    return [
        Site(
            group,
            run,
            queued=[visit for visit in queued if home(visit.url) == key],
            done=[url for url in done if home(url) == key],
        )
        for key, group in groups.items()
    ]


async def _results(run: Run, sites: list[Site], stop: asyncio.Event | None) -> AsyncGenerator[Crawled, None]:
    """Results as the sites bring them; ends when all are done, or when stopped."""
    work = asyncio.create_task(_visit_all(run, sites))
    work.add_done_callback(lambda _: run.results.put_nowait(None))
    stopping = asyncio.create_task(_cancel_when(stop, work)) if stop else None
    try:
        while (crawled := await run.results.get()) is not None:
            run.note_read()
            yield crawled
        if not work.cancelled():
            work.result()
    finally:
        tasks = [task for task in (work, stopping) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _visit_all(run: Run, sites: list[Site]) -> None:
    try:
        async with asyncio.TaskGroup() as group:
            for site in sites:
                group.create_task(site.crawl())
    except BaseExceptionGroup as errors:
        first = _first(errors)
        raise run.state.explained(first) if run.state and isinstance(first, sqlite3.Error) else first from errors
    if run.state is not None:
        run.state.mark_finished()


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """The first error in a group of groups: the others follow from it, and callers expect it by its own type."""
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


async def _cancel_when(stop: asyncio.Event, work: asyncio.Task[None]) -> None:
    await stop.wait()
    work.cancel()
