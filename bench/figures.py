"""How figures are taken and written: medians of interleaved rounds, CPU time of processes, tables."""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

SMALL = os.environ.get("FOOTFALL_BENCH") == "small"


class Section(NamedTuple):
    """One benchmark's result as Markdown, and the conditions it must meet with whether it met them."""

    title: str
    text: str
    demands: list[tuple[str, bool]]


def interleaved(tools: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median CPU seconds of each tool; every round runs all of them, so that noise hits all alike."""
    taken: dict[str, list[float]] = {name: [] for name in tools}
    for _ in range(rounds):
        for name, tool in tools.items():
            begun = time.process_time()
            tool()
            taken[name].append(time.process_time() - begun)
    return {name: statistics.median(times) for name, times in taken.items()}


class Cost(NamedTuple):
    """What a process used: CPU seconds of it and its children, wall seconds, peak memory in MB, its output."""

    cpu: float
    wall: float
    peak: float
    output: str


def run(command: list[str], **environment: str) -> Cost:
    """Run a program to its end and say what it cost. Stops the benchmark when it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    # advertools calls scrapy by its name, which only an active environment has on its path.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    settings = {**os.environ, "PATH": path, **environment}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=settings)
    output, errors = process.communicate()
    wall = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} failed:\n{errors[-3000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, wall, after.ru_maxrss / 1024, output)


def table(heads: list[str], rows: list[list[object]]) -> str:
    """A Markdown table."""
    lines = [" | ".join(heads), " | ".join("---" for _ in heads)]
    lines += [" | ".join(str(cell) for cell in row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def machine() -> str:
    """What this ran on, in a phrase."""
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"


def memory() -> float:
    """Resident memory of this process now, in MB."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1e6
