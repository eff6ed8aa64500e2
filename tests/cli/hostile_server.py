"""A server on loopback that misbehaves by path, and a TLS server whose certificate nobody signed."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.wire.certificates import Authority

PAGE = (
    b"<!doctype html><html lang=en><head><title>Sourdough in 10 steps</title></head><body><p>Bread.</p></body></html>"
)
BOMB = gzip.compress(b"<p>" + b"a" * 200_000_000, compresslevel=9)
PIECE = b"<p>" + b"x" * 65_533


class Hostile(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._plain(PAGE, "text/html; charset=utf-8")

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        name = self.path.strip("/").split("?")[0].split(".")[0] or "good"
        getattr(self, f"_{name}", self._missing)()

    def _good(self) -> None:
        self._plain(PAGE, "text/html; charset=utf-8")

    def _robots(self) -> None:
        forbids = b"User-agent: *\nDisallow: /" if self.server.forbids else b""  # type: ignore[attr-defined]
        self._plain(forbids, "text/plain")

    def _loop(self) -> None:
        self.send_response(302)
        self.send_header("Location", "/loop" if "again" in self.path else "/loop?again")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _huge(self) -> None:
        """Ten gigabytes, as long as somebody reads."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(10 * 1024**3))
        self.end_headers()
        self.close_connection = True
        try:
            self.wfile.write(PAGE)
            for _ in range(10 * 1024**3 // len(PIECE)):
                self.wfile.write(PIECE)
        except OSError:
            pass

    def _bomb(self) -> None:
        self._plain(BOMB, "text/html; charset=utf-8", encoding="gzip")

    def _binary(self) -> None:
        self._plain(b"\x89PNG\r\n\x1a\n" + bytes(2000), "image/png")

    def _missing(self) -> None:
        self._plain(b"<title>404</title>", "text/html", status=404)

    def _million(self) -> None:
        """A sitemap of a million addresses."""
        host = self.headers["Host"]
        self.send_response(200)
        self.send_header("Content-Type", "application/xml")
        self.end_headers()
        self.close_connection = True
        try:
            self.wfile.write(b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
            for number in range(0, 1_000_000, 1000):
                urls = "".join(
                    f"<url><loc>http://{host}/good?{one}</loc></url>" for one in range(number, number + 1000)
                )
                self.wfile.write(urls.encode())
            self.wfile.write(b"</urlset>")
        except OSError:
            pass

    def _plain(self, body: bytes, content_type: str, *, status: int = 200, encoding: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        if self.command != "HEAD":
            try:
                self.wfile.write(body)
            except OSError:
                self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


class Quiet(ThreadingHTTPServer):
    daemon_threads = True
    forbids = False

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.asked: list[str] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves in the middle is what these tests are about."""


class Served(str):
    """The server's address without a final slash; `asked` lists the paths of all GET requests so far."""

    __slots__ = ("asked",)
    asked: list[str]


@contextmanager
def serving(*, forbids: bool = False, tls_folder: Path | None = None) -> Iterator[Served]:
    """The server while the test runs."""
    server = Quiet(("127.0.0.1", 0), Hostile)
    server.forbids = forbids
    scheme = "http"
    if tls_folder is not None:
        context = Authority(tls_folder).server("127.0.0.1", self_signed=True)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    served = Served(f"{scheme}://127.0.0.1:{server.server_address[1]}")
    served.asked = server.asked
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
