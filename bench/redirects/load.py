"""Load by wrk, and what it says of it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import NamedTuple

_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_P99 = re.compile(r"99%\s+([\d.]+)(us|ms|s)\b")
_ALL = re.compile(r"(\d+) requests in")
_BAD = re.compile(r"Non-2xx or 3xx responses: (\d+)")
_MS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


class Load(NamedTuple):
    """One run: requests a second, 99th percentile in milliseconds, answers, and of the server CPU seconds and hits."""

    rate: float
    p99: float
    answers: int
    bad: int
    cpu: float = 0.0
    recorded: int = -1


def wrk(port: int, script: str, seconds: int, connections: int) -> Load:
    """Run it to its end."""
    file = Path(__file__).with_name(script)
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", str(file)]
    run = subprocess.run(
        [*command, f"http://127.0.0.1:{port}"], capture_output=True, text=True, check=False, cwd=file.parents[2]
    )
    said = run.stdout
    rate, p99, answers, bad = _RATE.search(said), _P99.search(said), _ALL.search(said), _BAD.search(said)
    if rate is None or p99 is None or answers is None:
        raise RuntimeError(f"wrk said something else than expected:\n{said}{run.stderr}")
    return Load(float(rate[1]), float(p99[1]) * _MS[p99[2]], int(answers[1]), int(bad[1]) if bad else 0)
