"""A WARC archive audited by one process, by all cores and by a two-worker Dask cluster: same report, what cost."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.figures import SMALL, Section, run, table
from bench.pages import Sample, synthetic

PROGRAM = str(Path(sys.executable).with_name("footfall"))


def measure() -> Section:
    pages = 1_000 if SMALL else 50_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive = write_archive(folder / "pages.warc.gz", pages)
        one = _audit(archive, folder, "--jobs", "1")
        cores = _audit(archive, folder)
        with cluster() as (address, workers):
            spent = _cpu(workers)
            dask = _audit(archive, folder, "--cluster", address)
            dask_cpu = dask.cpu + _cpu(workers) - spent
            worker_peak = max(_peak(pid) for pid in workers[1:])
    overhead = dask_cpu / one.cpu - 1
    rows = [
        ["one process", f"{one.wall:.0f}", f"{one.cpu:.0f}", "", f"{one.peak:.0f}", one.digest[:12]],
        [
            "all cores",
            f"{cores.wall:.0f}",
            f"{cores.cpu:.0f}",
            f"{cores.cpu / one.cpu - 1:+.0%}",
            f"{cores.peak:.0f}",
            cores.digest[:12],
        ],
        [
            "Dask, two workers",
            f"{dask.wall:.0f}",
            f"{dask_cpu:.0f}",
            f"{overhead:+.0%}",
            f"{max(dask.peak, worker_peak):.0f}",
            dask.digest[:12],
        ],
    ]
    text = f"{pages:,} synthetic pages of about 12 kB in one gzip WARC file, JSON report. CPU of Dask counts client, "
    text += "scheduler and workers while the audit runs; memory is the largest process's peak.\n\n"
    text += table(["on", "wall s", "CPU s", "CPU against one process", "peak MB", "report's SHA-256"], rows)
    return Section(
        "Archives and clusters",
        text,
        [
            ("identical reports", one.digest == cores.digest == dask.digest),
            ("CPU overhead of the cluster path under 30 %", overhead < 0.30),
            ("memory flat: under 250 MB in every process", max(one.peak, cores.peak, dask.peak, worker_peak) < 250),
        ],
    )


def write_archive(path: Path, pages: int) -> Path:
    """A WARC file of synthetic pages, a gzip member a record (ISO 28500)."""
    with path.open("wb") as file:
        for number in range(pages):
            file.write(gzip.compress(_record(synthetic(number, paragraphs=12, links=15)), 6))
    return path


def _record(page: Sample) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.data
    head = [
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Target-URI: {page.url}",
        "WARC-Date: 2026-11-22T00:00:00Z",
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, page.url)}>",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(answer)}",
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + answer + b"\r\n\r\n"


class Audit:
    """One audit's figures and its report's digest."""

    def __init__(self, cpu: float, wall: float, peak: float, digest: str) -> None:
        self.cpu, self.wall, self.peak, self.digest = cpu, wall, peak, digest


MEASURED = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
sys.exit(code)
"""


def _audit(archive: Path, folder: Path, *options: str) -> Audit:
    out = folder / "report.json"
    command = [PROGRAM, "audit", str(archive), "--format", "json", "--out", str(out), "--quiet", *options]
    cost = run([sys.executable, "-c", MEASURED, *command])
    cpu, peak = (float(value) for value in cost.output.split())
    with out.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    out.unlink()
    return Audit(cpu, cost.wall, peak, digest)


@contextmanager
def cluster(workers: int = 2) -> Iterator[tuple[str, list[int]]]:
    """A scheduler and its workers, processes of this machine; gives its address and their pids, the scheduler first."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scheduler.json"
        base = [sys.executable, "-m"]
        scheduler = [*base, "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        worker = [
            *base,
            "distributed.cli.dask_worker",
            "--nthreads",
            "1",
            "--nworkers",
            "1",
            "--no-nanny",
            "--no-dashboard",
        ]
        worker += ["--no-dashboard", "--local-directory", folder, "--memory-limit", "0"]
        meet = ["--scheduler-file", str(file)]
        started = [subprocess.Popen([*scheduler, *meet], **quiet)]
        try:
            _wait_for(file)
            started += [subprocess.Popen([*worker, *meet], **quiet) for _ in range(workers)]
            address = json.loads(file.read_text())["address"]
            _wait_for_workers(address, workers)
            yield address, [process.pid for process in started]
        finally:
            for process in reversed(started):
                _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_for(file: Path) -> None:
    end = time.monotonic() + 60
    while not file.exists() or not file.read_text().strip():
        if time.monotonic() > end:
            sys.exit("The Dask scheduler did not start.")
        time.sleep(0.1)


def _wait_for_workers(address: str, workers: int) -> None:
    from distributed import Client

    with Client(address, timeout=60) as client:
        client.wait_for_workers(workers, timeout=60)


def _cpu(pids: list[int]) -> float:
    total = 0.0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
        total += (int(fields[11]) + int(fields[12])) / 100
    return total


def _peak(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0
