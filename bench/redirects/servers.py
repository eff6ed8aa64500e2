"""The servers that are measured: each is started, asked what it used and recorded, and stopped."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[2]
_TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """A program that answers at a port; `counts` says how many hits it has recorded."""

    def __init__(
        self,
        name: str,
        command: Callable[[int], list[str]],
        *,
        environment: dict[str, str] | None = None,
        scripts: tuple[str, ...] = ("click.lua",),
        counts: Callable[[], int] = lambda: -1,
        filled: Callable[[], object] = lambda: None,
        measured: str = "",
    ) -> None:
        self.name, self.scripts, self.recorded = name, scripts, counts
        self.port = _free_port()
        self._command, self._environment, self._filled, self._measured = command, environment or {}, filled, measured
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._filled()
        environment = {**os.environ, **self._environment}
        self._process = subprocess.Popen(
            self._command(self.port), cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 180
        while not self._answers():
            if time.monotonic() > until or self._process.poll() is not None:
                raise RuntimeError(f"{self.name} did not start")
            time.sleep(0.2)

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(60)

    def cpu(self) -> float:
        """CPU seconds so far of the process and all its descendants, or of those that have a word in their command."""
        assert self._process is not None
        return sum(_seconds(pid) for pid in _family(self._process.pid) if self._measured in _words(pid))

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/r/code0001")
            return connection.getresponse().status == 302
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def nginx(folder: Path) -> Server:
    """One process that answers 302 and does nothing else."""
    home = folder / "nginx"
    home.mkdir()

    def command(port: int) -> list[str]:
        paths = "".join(
            f"{kind}_temp_path {home}/{kind}; " for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        text = f"""worker_processes 1; pid {home}/pid; error_log {home}/log; daemon off;
events {{ worker_connections 1024; }}
http {{ access_log off; keepalive_requests 1000000000; {paths}
server {{ listen 127.0.0.1:{port}; location / {{ return 302 https://shop.example/page/1?s=abcdefg0001A; }} }} }}
"""
        file = home / "nginx.conf"
        file.write_text(text)
        return ["nginx", "-c", str(file)]

    return Server("nginx", command)


def edge(folder: Path, processes: int) -> Server:
    """The edge alone on granian."""
    events = folder / f"edge{processes}"

    def command(port: int) -> list[str]:
        return _granian("rsgi", port, processes, "bench.redirects.edge_app:application")

    return Server(
        f"footfall edge, {processes} process" + "es" * (processes > 1),
        command,
        environment={"BENCH_EVENTS": str(events)},
        scripts=("click.lua", "event.lua", "events.lua"),
        counts=lambda: _in_inbox(events),
    )


def footfall_up(folder: Path, processes: int) -> Server:
    """The whole desk."""
    data = folder / f"desk{processes}"
    environment = {"FOOTFALL_DATA": str(data), "FOOTFALL_PROXIES": "1", "FOOTFALL_WEB_PROCESSES": str(processes)}

    def fill() -> None:
        settings = {**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "footfall.project.settings"}
        for module in ("footfall.project.prepare", "bench.redirects.seed"):
            subprocess.run(
                [sys.executable, "-m", module], cwd=ROOT, env=settings, stdout=subprocess.DEVNULL, check=True
            )

    def command(port: int) -> list[str]:
        return [sys.executable, "-m", "footfall", "up", "--data", str(data), "--port", str(port)]

    name = f"footfall up, {processes} process" + "es" * (processes > 1)
    return Server(name, command, environment=environment, filled=fill, measured="granian")


def peer(folder: Path) -> Server:
    """django-link-shortener."""
    if find_spec("shortener") is None:
        raise RuntimeError("django-link-shortener is missing: make bench installs it.")
    environment = {"BENCH_PEER": str(folder / "peer.db")}

    def fill() -> None:
        command = [sys.executable, "-m", "bench.redirects.peer_app", "fill"]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=True)

    def count() -> int:
        with sqlite3.connect(folder / "peer.db") as connection:
            return int(connection.execute("SELECT sum(usage_count) FROM shortener_urlmap").fetchone()[0])

    def command(port: int) -> list[str]:
        return _granian("wsgi", port, 2, "bench.redirects.peer_app:application", "--blocking-threads", "8")

    return Server("django-link-shortener", command, environment=environment, filled=fill, counts=count)


def _granian(interface: str, port: int, processes: int, target: str, *more: str) -> list[str]:
    options = ["--interface", interface, "--port", str(port), "--http", "1", "--workers", str(processes)]
    return [sys.executable, "-m", "granian", *options, "--no-ws", "--log-level", "warning", *more, target]


def _in_inbox(folder: Path) -> int:
    with sqlite3.connect(folder / "inbox.db") as connection:
        return int(connection.execute("SELECT coalesce(sum(hits), 0) FROM raw").fetchone()[0])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _family(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


def _words(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def _seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
