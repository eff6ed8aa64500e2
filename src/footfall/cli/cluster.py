"""The same audit on a Dask cluster (extra `cluster`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from footfall.cli.say import Exit, stop
from footfall.cli.work import AHEAD, Job, Reduce, Result, batches, in_order, run_batch

PATIENCE = 10
"""Seconds to wait for the scheduler to answer."""


def on_cluster(jobs: Iterable[Job], reduce: Reduce[Result], address: str) -> Iterator[Result]:
    """Audit on the workers of a cluster, which must have the same version of Footfall installed.

    A worker that dies in the middle loses nothing: Dask gives its batches to another. Results come in the jobs' order.
    """
    client = connect(address)
    try:
        workers = max(len(client.scheduler_info()["workers"]), 1)
        yield from in_order(
            batches(jobs),
            lambda batch: client.submit(run_batch, batch, reduce, pure=False, retries=3),
            _taken,
            workers * AHEAD * 2,
        )
    finally:
        client.close()


def _taken(future: Any) -> list[Any]:
    results: list[Any] = future.result()
    future.release()
    return results


def connect(address: str) -> Any:
    """A client of the cluster. Stops with a sentence when there is none."""
    try:
        from distributed import Client
    except ImportError:
        stop("--cluster needs Dask. Install it with: pip install 'footfall[cluster]'.", Exit.USAGE)
    try:
        return Client(address, timeout=PATIENCE)
    except (OSError, TimeoutError, ValueError):
        stop(f"No Dask scheduler answered at {address} within {PATIENCE} s. Start one with `dask scheduler`.")
