"""A Dask cluster of two workers, one killed half-way: the report is the same to the byte."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bench.archive import cluster, write_archive
from tests.live.commands import footfall

pytestmark = pytest.mark.heavy
PAGES = 900


def report(archive: Path, out: Path, *options: str) -> bytes:
    footfall("audit", archive, "--format", "json", "--out", out, "--quiet", *options, state=out.parent)
    return out.read_bytes()


@pytest.mark.skipif(importlib.util.find_spec("distributed") is None, reason="dask is not installed (make bench does)")
def test_a_killed_worker_changes_nothing(tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "pages.warc.gz", PAGES)
    alone = report(archive, tmp_path / "alone.json", "--jobs", "1")
    assert report(archive, tmp_path / "cores.json") == alone
    with cluster() as (address, pids):
        command = [sys.executable, "-m", "footfall.cli.main", "audit", str(archive), "--format", "json", "--quiet",
                   "--out", str(tmp_path / "cluster.json"), "--cluster", address]  # fmt: skip
        process = subprocess.Popen(command, stderr=subprocess.PIPE)
        part = tmp_path / "cluster.json.part"
        while not (part.exists() and part.stat().st_size > len(alone) // 4):
            assert process.poll() is None, "the audit ended before a worker could be killed"
        os.kill(pids[1], signal.SIGKILL)
        _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said.decode()[-2000:]
    assert (tmp_path / "cluster.json").read_bytes() == alone


def test_no_scheduler_is_a_sentence(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(b"<title>Bread</title>")
    command = [sys.executable, "-m", "footfall.cli.main", "audit", str(page), "--cluster", "tcp://127.0.0.1:9"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert "Traceback" not in done.stderr, done.stderr[-1500:]
    assert done.returncode == 3
