"""The edge in a process of its own, as granian serves it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from footfall.events.packing import unpack_hits
from footfall.events.tables import open_inbox
from footfall.flywheel.hit import Hit

ROOT = Path(__file__).parents[2]


class Served:
    """A running server, its port, and what is on its disk."""

    def __init__(self, folder: Path, interface: str = "rsgi", **environment: str) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        command = [sys.executable, "-m", "granian", "--interface", interface, "--port", str(self.port), "--http", "1"]
        self.process = subprocess.Popen(
            [*command, "--no-ws", "--log-level", "error", "tests.edge.served_app:application"],
            cwd=ROOT,
            env={**os.environ, "EDGE_EVENTS": str(folder), **environment},
            stderr=subprocess.DEVNULL,
        )

    def wait(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until and self.process.poll() is None:
            try:
                if self.ask("GET", "/healthz")[0] == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("granian did not start")

    def ask(
        self, method: str, path: str, body: bytes | Iterator[bytes] | None = None, **headers: str | bytes
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def raw(self, said: bytes, *, seconds: float = 10.0) -> bytes:
        """What comes back until the server closes or says nothing more."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as connection:
            connection.sendall(said)
            got = b""
            try:
                while piece := connection.recv(65536):
                    got += piece
            except TimeoutError:
                pass
            return got

    def hits(self) -> list[Hit]:
        connection = open_inbox(self.folder)
        try:
            rows = connection.execute("SELECT packed FROM raw ORDER BY seq").fetchall()
        finally:
            connection.close()
        return [hit for (packed,) in rows for hit in unpack_hits(packed)]

    def come(self, number: int, *, seconds: float = 20.0) -> list[Hit]:
        """All hits, as soon as there are so many."""
        until = time.monotonic() + seconds
        while len(hits := self.hits()) < number:
            assert time.monotonic() < until, f"{len(hits)} of {number} hits came: {hits}"
            time.sleep(0.05)
        return hits

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
