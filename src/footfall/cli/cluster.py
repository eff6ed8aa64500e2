"""The same audit on a Dask cluster (extra `cluster`)."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from typing import Any

from footfall.cli.say import Exit, stop
from footfall.cli.work import AHEAD, Audited, Job, Results, Written, in_order, run_batch

PATIENCE = 10
"""Seconds to wait for the scheduler to answer."""
RETRIES = 3
"""How often a batch may lose its worker before the audit gives up."""
BATCH = 128
"""Pages sent to a worker at once: a batch costs Dask milliseconds in three processes, whatever is in it."""


def on_cluster(jobs: Iterable[Job], address: str, form: str) -> Iterator[Audited | Written]:
    """Audit on the workers of a cluster, which must have the same version of Footfall installed.

    A worker that dies in the middle loses nothing: Dask gives its batches to another. Results come in the jobs' order.
    """
    client = _connect(address)
    try:
        workers = max(len(client.scheduler_info(n_workers=-1)["workers"]), 1)
        yield from in_order(
            jobs,
            lambda batch: client.submit(run_packed, pickle.dumps(batch, 5), form, pure=False, retries=RETRIES),
            _taken,
            workers * AHEAD,
            BATCH,
        )
    finally:
        client.close()


def run_packed(packed: bytes, form: str) -> bytes:
    """Audit a batch as plain bytes in and out: Dask looks into lists, in each of the processes they pass."""
    jobs: list[Job] = pickle.loads(packed)  # noqa: S301 - Dask unpickles whatever a client sends all the same.
    return pickle.dumps(run_batch(jobs, form), 5)


def _taken(future: Any) -> Results:
    results: Results = pickle.loads(future.result())  # noqa: S301 - the operator named the cluster, and trusts it.
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
