"""A desk as `footfall up` runs it, on a data folder of its own."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

SHOP = Path(__file__).parents[2] / "examples/shop"
READY = 180.0
"""Seconds that a busy machine may take from the command to the address."""
_ADDRESS = re.compile(r"The desk is open at (\S+?)/?$", re.MULTILINE)
_LINK = re.compile(r"^(\S+/welcome/\S+)$", re.MULTILINE)


class Desk(NamedTuple):
    """A running desk: its address without a final slash, and the one-time link for its owner."""

    address: str
    owner_link: str


@contextmanager
def footfall_up(data: Path, *options: str) -> Iterator[Desk]:
    """Start it, wait for what it prints, and stop it as Ctrl-C does; it must end without an error."""
    command = [sys.executable, "-m", "footfall", "up", "--data", str(data), "--port", "0", *options]
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("FOOTFALL_", "DJANGO_"))}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=kept)
    lines: queue.Queue[str] = queue.Queue()
    reader = threading.Thread(target=lambda: [lines.put(line) for line in process.stdout or ()], daemon=True)
    reader.start()
    try:
        yield _opened(lines, process)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            code = process.wait(60)
        finally:
            process.kill()
        reader.join(5)
        if process.stdout is not None:
            process.stdout.close()
    assert code == 0, f"footfall up ended with code {code}"


def _opened(lines: queue.Queue[str], process: subprocess.Popen[str]) -> Desk:
    said, until = "", time.monotonic() + READY
    while time.monotonic() < until and process.poll() is None:
        try:
            said += lines.get(timeout=0.5)
        except queue.Empty:
            continue
        address, link = _ADDRESS.search(said), _LINK.search(said)
        if address and link:
            return Desk(address[1], link[1])
    raise AssertionError(f"footfall up did not open the desk:\n{said}")
