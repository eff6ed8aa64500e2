"""Audits over a stream of pages: in this process, on all cores, or on a Dask cluster; always in the stream's order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from footfall.page import parse_page
from footfall.page.facts import NO_FACTS, PageFacts
from footfall.smo.audit import PageAudit, audit_page, audit_parsed

BATCH = 32
"""Pages sent to a worker at once: enough that sending costs little, few enough that stopping is quick."""
AHEAD = 3
"""Batches a worker may have waiting: keeps memory flat however many pages there are."""


@dataclass(frozen=True, slots=True)
class LocalSite:
    """A built site on disk: its folder, and the address under which it is published."""

    folder: str
    url: str


@dataclass(frozen=True, slots=True)
class Job:
    """One page to audit."""

    url: str
    data: bytes
    facts: PageFacts = NO_FACTS
    site: LocalSite | None = None


Result = TypeVar("Result")
Reduce = Callable[[PageAudit], Result]
"""What becomes of an audit where it was made, so that only what a report needs travels back."""


def run_batch(jobs: list[Job], reduce: Reduce[Result]) -> list[Result]:
    """Audit some pages; runs wherever the work is done."""
    return [reduce(audit_job(job)) for job in jobs]


def audit_job(job: Job) -> PageAudit:
    """Audit one page; for a page of a built site, its pictures and robots.txt are looked at on disk."""
    if job.site is None:
        return audit_page(job.url, job.data, job.facts)
    from footfall.wire.local import local_facts

    page = parse_page(job.url, job.data)
    return audit_parsed(page, local_facts(page, job.site.folder, job.site.url))


def here(jobs: Iterable[Job], reduce: Reduce[Result]) -> Iterator[Result]:
    """One after the other, in this process."""
    for job in jobs:
        yield reduce(audit_job(job))


def on_cores(jobs: Iterable[Job], reduce: Reduce[Result], workers: int) -> Iterator[Result]:
    """On several processes of this machine."""
    with ProcessPoolExecutor(workers, initializer=_ignore_interrupt) as pool:
        try:
            yield from in_order(
                batches(jobs), lambda batch: pool.submit(run_batch, batch, reduce), Future.result, workers * AHEAD
            )
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _ignore_interrupt() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def cores() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def batches(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    stream = iter(jobs)
    while batch := list(islice(stream, BATCH)):
        yield batch


Handle = TypeVar("Handle")


def in_order(
    work: Iterable[list[Job]],
    submit: Callable[[list[Job]], Handle],
    result: Callable[[Handle], list[Result]],
    most: int,
) -> Iterator[Result]:
    waiting: deque[Handle] = deque()
    for batch in work:
        waiting.append(submit(batch))
        if len(waiting) >= most:
            yield from result(waiting.popleft())
    while waiting:
        yield from result(waiting.popleft())
