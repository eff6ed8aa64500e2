"""The same audit on a Dask cluster (extra `cluster`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from footfall.cli.say import Exit, stop
from footfall.cli.work import AHEAD, Audited, Job, in_order, run_batch

PATIENCE = 10
"""Seconds to wait for the scheduler to answer."""
RETRIES = 3
"""How often a batch may lose its worker before the audit gives up."""


def on_cluster(jobs: Iterable[Job], address: str) -> Iterator[Audited]:
    """Audit on the workers of a cluster, which must have the same version of Footfall installed.

    A worker that dies in the middle loses nothing: Dask gives its batches to another. Results come in the jobs' order.
    """
    client = _connect(address)
    try:
        workers = max(len(client.scheduler_info(n_workers=-1)["workers"]), 1)
        yield from in_order(
            jobs,
            lambda batch: client.submit(run_batch, batch, pure=False, retries=RETRIES),
            _taken,
            workers * AHEAD,
        )
    finally:
        client.close()


def _taken(future: Any) -> list[Audited]:
    results: list[Audited] = future.result()
    future.release()
    return results


def _connect(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        stop("--cluster needs Dask. Install it with: pip install 'footfall[cluster]'.", Exit.USAGE)
    try:
        client: Any = Client
        return client(address, timeout=PATIENCE)
    except (OSError, TimeoutError, ValueError):
        stop(f"No Dask scheduler answered at {address} within {PATIENCE} s. Start one with `dask scheduler`.")
