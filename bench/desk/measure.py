"""The load test itself: fills, serves, plays people, reads what they waited."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from bench.figures import SMALL, Section, table

ROOT = Path(__file__).parent.parent.parent
WAGTAIL = ROOT / "build/counterparts/wagtail/bin"
PEOPLE = 200
READING = 20.0
"""Seconds a person looks at a page on average. Our assumption, the same for both."""
PROCESSES = 2
"""Of the web application: one a core."""
PAGES = 200 if SMALL else 1_000
SECONDS = 20 if SMALL else 60


def measure() -> Section:
    rows: list[list[object]] = []
    with tempfile.TemporaryDirectory() as folder:
        ours = _footfall(Path(folder))
        rows.append(_row("Footfall's desk", ours, "today, sites, a site, an audit with its wall, its pages, a page"))
        if WAGTAIL.exists():
            theirs = _wagtail(Path(folder))
            rows.append(_row(f"Wagtail {_version()}", theirs, "its admin: start page, list of people, history report"))
    text = f"{PEOPLE} signed-in people, each opening a page every {READING:g} s on average, {SECONDS} s; {PAGES:,} "
    text += "pages in the largest audit (in Wagtail: pages of the site). SQLite, granian, two processes with eight "
    text += "threads each; the people are played by a process on the same two cores.\n\n"
    text += table(["application", "pages opened", "faults", "median ms", "p95 ms", "most ms", "what was opened"], rows)
    if not WAGTAIL.exists():
        text += "\n\nWagtail is not installed here (`tests/counterparts/install`), so nothing stands beside it."
    return Section("200 people at the desk", text, [("no fault", not ours["faults"])])


def _row(name: str, found: dict[str, Any], opened: str) -> list[object]:
    times = [f"{found[key] * 1000:.0f}" for key in ("p50", "p95", "most")]
    return [name, found["pages"], sum(found["faults"].values()), *times, opened]


def _footfall(folder: Path) -> dict[str, Any]:
    program = Path(sys.executable).with_name("footfall")
    data = folder / "desk"
    environment = {
        **os.environ,
        "FOOTFALL_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "footfall.project.settings",
        "FOOTFALL_LOG_LEVEL": "WARNING",
        "FOOTFALL_WEB_PROCESSES": str(PROCESSES),
    }
    port = free_port()
    with served([str(program), "up", "--data", str(data), "--port", str(port)], environment, port, "/healthz"):
        order = _filled([sys.executable, "-m", "bench.desk.seed", str(PEOPLE), str(PAGES)], environment, ROOT)
        return _played(order, port, folder)


def _wagtail(folder: Path) -> dict[str, Any]:
    project = folder / "other"
    project.mkdir()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "other.settings.production", "PYTHONPATH": str(project)}
    run = {"cwd": project, "env": environment, "check": True, "stdout": subprocess.DEVNULL}
    subprocess.run([WAGTAIL / "wagtail", "start", "other", str(project)], **run)  # type: ignore[call-overload]
    (project / "other/settings/local.py").write_text("ALLOWED_HOSTS = ['*']\nSECRET_KEY = 'bench'\n")
    for command in (["migrate", "-v0"], ["collectstatic", "-v0", "--noinput"]):
        subprocess.run([WAGTAIL / "python", "manage.py", *command], **run)  # type: ignore[call-overload]
    seed = [str(WAGTAIL / "python"), str(Path(__file__).with_name("wagtail_seed.py")), str(PEOPLE), str(PAGES)]
    order = _filled(seed, environment, project)
    port = free_port()
    serve = [str(WAGTAIL / "granian"), "--interface", "wsgi", "--port", str(port)]
    with served(
        [*serve, "--workers", str(PROCESSES), "--blocking-threads", "8", "other.wsgi:application"],
        environment,
        port,
        "/admin/login/",
        cwd=project,
    ):
        return _played(order, port, folder)


def _filled(command: list[str], environment: dict[str, str], folder: Path) -> dict[str, Any]:
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr[-3000:]}")
    order: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return order


def _played(order: dict[str, Any], port: int, folder: Path) -> dict[str, Any]:
    file = folder / "order.json"
    order |= {"base": f"http://127.0.0.1:{port}", "seconds": SECONDS, "reading": READING}
    file.write_text(json.dumps(order))
    done = subprocess.run([sys.executable, "-m", "bench.desk.people", str(file)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"The people stopped:\n{done.stderr[-3000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    if found["faults"]:
        print("faults:", found["faults"])
    return found


@contextmanager
def served(
    command: list[str], environment: dict[str, str], port: int, probe: str, cwd: Path | None = None
) -> Iterator[None]:
    """The program while it answers on loopback."""
    process = subprocess.Popen(command, env=environment, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}{probe}", process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + 90
    while time.monotonic() < ends:
        if process.poll() is not None:
            sys.exit(f"The server for {address} ended with code {process.returncode}.")
        try:
            with urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    sys.exit(f"{address} did not answer within 90 seconds.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _version() -> str:
    command = [WAGTAIL / "python", "-c", "from importlib.metadata import version; print(version('wagtail'))"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
