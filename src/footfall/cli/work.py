"""Audits over a stream of pages: in this process, on all cores, or on a Dask cluster; always in the stream's order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from footfall.cli.say import started
from footfall.page import Page, parse_page
from footfall.page.facts import NO_FACTS, PageFacts
from footfall.smo.audit import PageAudit, audit_page, audit_parsed, worst
from footfall.smo.report import page_text
from footfall.smo.rule import Severity
from footfall.smo.site import Digest

BATCH = 32
"""Pages sent to a worker at once: enough that sending costs little, few enough that stopping is quick."""
BATCH_BYTES = 4 * 1024 * 1024
"""A batch of large pages is full earlier, so that memory depends on no page's size."""
AHEAD = 3
"""Batches a worker may have waiting: keeps memory flat however many pages there are."""


@dataclass(frozen=True, slots=True)
class LocalSite:
    """A built site on disk: its folder, and the address under which it is published."""

    folder: str
    url: str
    thumbnails: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One page to audit. `path` names it where it has no address."""

    url: str
    data: bytes
    path: str = ""
    facts: PageFacts = NO_FACTS
    site: LocalSite | None = None


class Audited(NamedTuple):
    """A page's audit on its way to the report, with the facts that reports draw pictures from."""

    audit: PageAudit
    path: str
    facts: PageFacts = NO_FACTS


class Written(NamedTuple):
    """A page as its report's text, written where it was audited, with what is counted of it: a tenth of the audit."""

    text: str
    name: str
    """Its address, else its path."""
    score: int
    gravest: Severity | None
    digest: Digest


Results = list[Audited] | list[Written]


def audit_job(job: Job) -> Audited:
    """Audit one page."""
    if job.site is None:
        return Audited(audit_page(job.url, job.data, job.facts), job.path)
    page = parse_page(job.url, job.data)
    facts = facts_of(job, page)
    return Audited(audit_parsed(page, facts), job.path, facts if job.site.thumbnails else NO_FACTS)


def facts_of(job: Job, page: Page) -> PageFacts:
    """What is known of a job's page; for a page of a built site, its pictures and robots.txt are looked at on disk."""
    if job.site is None:
        return job.facts
    from footfall.wire.local import local_facts

    return local_facts(page, job.site.folder, job.site.url, thumbnails=job.site.thumbnails)


def run_batch(jobs: list[Job], form: str) -> Results:
    """Audit some pages for a report of that format, and write them where it can be; runs wherever the work is done."""
    write = page_text(form)
    if write is None:
        return [audit_job(job) for job in jobs]
    return [_written(audit_job(job), write) for job in jobs]


def _written(audited: Audited, write: Callable[..., str]) -> Written:
    audit, path = audited.audit, audited.path
    return Written(write(audit, path=path), audit.url or path, audit.score, worst(audit.findings), audit.digest)


def on_cores(jobs: Iterable[Job], workers: int, form: str) -> Iterator[Audited | Written]:
    """On `workers` processes of this machine; on this one alone when that is 1."""
    if workers == 1:
        yield from map(audit_job, jobs)
        return
    from concurrent.futures import Future, ProcessPoolExecutor

    with ProcessPoolExecutor(workers, initializer=_begin) as pool:
        try:
            yield from in_order(jobs, lambda batch: pool.submit(run_batch, batch, form), Future.result, workers * AHEAD)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _begin() -> None:
    import signal

    # Ctrl-C reaches the whole process group; only the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A forked worker inherits that garbage waits until the start is over.
    started()


def cores() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


Handle = TypeVar("Handle")


def in_order(
    jobs: Iterable[Job],
    submit: Callable[[list[Job]], Handle],
    result: Callable[[Handle], Results],
    most: int,
    pages: int = BATCH,
) -> Iterator[Audited | Written]:
    """Results in the order of the jobs, with at most `most` batches of so many `pages` under way."""
    waiting: deque[Handle] = deque()
    for batch in batches(jobs, pages):
        waiting.append(submit(batch))
        if len(waiting) >= most:
            yield from result(waiting.popleft())
    while waiting:
        yield from result(waiting.popleft())


def batches(jobs: Iterable[Job], pages: int) -> Iterator[list[Job]]:
    """The jobs in lists of at most so many pages, fewer where they reach BATCH_BYTES."""
    batch: list[Job] = []
    size = 0
    for job in jobs:
        batch.append(job)
        size += len(job.data)
        if len(batch) >= pages or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
