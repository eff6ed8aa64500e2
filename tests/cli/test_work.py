"""What is sent to other processes, and what comes back: bounded batches, text where the format allows it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from io import StringIO

import pytest

from footfall.cli.cluster import run_packed
from footfall.cli.run import Run
from footfall.cli.say import Progress
from footfall.cli.work import (
    AHEAD,
    BATCH_BYTES,
    Audited,
    Job,
    Results,
    Written,
    audit_job,
    batches,
    in_order,
    run_batch,
)
from footfall.smo.report import FORMATS, open_report
from footfall.smo.rule import Severity

PAGES = [
    Job(f"https://bakery.example/{number}", f"<title>Loaf {number}</title><p>“Bread”".encode()) for number in range(5)
]


def test_batches_are_bounded_in_pages_and_in_bytes() -> None:
    assert [len(batch) for batch in batches(PAGES, 2)] == [2, 2, 1]
    heavy = [Job("", b" " * (BATCH_BYTES // 2)) for _ in range(5)]
    assert [len(batch) for batch in batches(heavy, 100)] == [2, 2, 1]
    assert list(batches([], 2)) == []


def test_results_keep_the_order_and_few_batches_wait() -> None:
    waiting: list[list[Job]] = []
    most_waiting = 0

    def submit(batch: list[Job]) -> list[Job]:
        nonlocal most_waiting
        waiting.append(batch)
        most_waiting = max(most_waiting, len(waiting))
        return batch

    def result(batch: list[Job]) -> Results:
        waiting.remove(batch)
        return run_batch(batch, "json")

    found = list(in_order(PAGES, submit, result, AHEAD, 1))
    assert [one.name for one in found if isinstance(one, Written)] == [job.url for job in PAGES]
    assert most_waiting == AHEAD


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_is_the_same_wherever_its_pages_are_written(form: str) -> None:
    assert report(form, map(audit_job, PAGES)) == report(form, iter(run_batch(PAGES, form)))


def test_json_pages_come_back_as_text_and_others_whole() -> None:
    assert all(isinstance(one, Written) for one in run_batch(PAGES, "json"))
    assert all(isinstance(one, Audited) for one in run_batch(PAGES, "html"))


def test_a_cluster_gets_and_gives_bytes() -> None:
    assert pickle.loads(run_packed(pickle.dumps(PAGES, 5), "json")) == run_batch(PAGES, "json")


def report(form: str, results: Iterator[Audited | Written]) -> tuple[str, int, bool]:
    """A report with what the run counted and found."""
    stream = StringIO()
    run = Run(Severity.LOW, Progress(quiet=True), form)
    run.writer = open_report(form, stream, target="bakery")
    for one in results:
        run.take(one)
    run.finish()
    return stream.getvalue(), run.pages, run.found
