"""ClickHouse's engine (chdb, in this process) behind as much of ClickHouse's HTTP interface as clickhouse-connect uses.

It is no server: no users, no clusters, no replication, one query at a time. Run it with a port and a folder.
"""

from __future__ import annotations

import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

_NOT_SETTINGS = """
query database session_id query_id default_format compress decompress user password client_protocol_version role
enable_http_compression send_progress_in_http_headers wait_end_of_query cancel_http_readonly_queries_on_client_close
"""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    session: Any
    lock = threading.Lock()
    fail_after: ClassVar[list[int]] = []
    """For tests: this many inserts are carried out and then answered with an error, as if the line had broken."""

    def do_GET(self) -> None:
        self._answer(self._body())

    do_POST = do_GET  # noqa: N815

    def _body(self) -> bytes:
        return _unpacked(self._raw(), self.headers.get("Content-Encoding", ""))

    def _raw(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        pieces = []
        while size := int(self.rfile.readline(), 16):
            pieces.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(pieces)

    def _answer(self, body: bytes) -> None:
        asked = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        path = urlsplit(self.path).path
        if path == "/break":
            self.fail_after.append(1)
        if path in ("/ping", "/break") or not (asked or body):
            self._say(200, b"Ok.\n")
            return
        text = asked.get("query", "")
        data = body if text else b""
        if not text:
            head, _, data = body.partition(b"\n") if body[:6].upper() == b"INSERT" else (body, b"", b"")
            text = head.decode()
        try:
            with self.lock:
                answer = self._run(text, data, asked)
        except Exception as error:
            self._say(500, str(error).encode(), code="1")
            return
        if text.lstrip()[:6].upper() == "INSERT" and self.fail_after:
            self.fail_after.pop()
            self._say(500, b"Code: 999. The answer got lost after the insert.", code="999")
            return
        self._say(200, answer)

    def _run(self, text: str, data: bytes, asked: dict[str, str]) -> bytes:
        settings = {
            name: value for name, value in asked.items() if name not in _NOT_SETTINGS.split() and name[:6] != "param_"
        }
        values = {name[6:]: value for name, value in asked.items() if name.startswith("param_")}
        if asked.get("database"):
            self.session.query(f"USE {asked['database']}")
        said = ", ".join(f"{name} = {_literal(value)}" for name, value in settings.items())
        if data:
            return self._insert(text, data, said)
        text = text.strip().rstrip(";")
        form = "TabSeparated"
        if "FORMAT NATIVE" in text.upper()[-20:]:
            text, form = text[: text.upper().rindex("FORMAT")], "Native"
        if said and text.lstrip()[:6].upper().startswith(("SELECT", "WITH")):
            text = f"{text}\nSETTINGS {said}"
        return bytes(self.session.query(text, form, params=values).bytes())

    def _insert(self, text: str, data: bytes, said: str) -> bytes:
        head = text[: text.upper().rindex("FORMAT")].strip()
        if " VALUES" in head.upper():
            head = head[: head.upper().rindex("VALUES")]
        with tempfile.NamedTemporaryFile(suffix=".native") as file:
            file.write(data)
            file.flush()
            self.session.query(f"{head} FROM INFILE '{file.name}' {'SETTINGS ' + said if said else ''} FORMAT Native")
        return b""

    def _say(self, status: int, body: bytes, *, code: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if code:
            self.send_header("X-ClickHouse-Exception-Code", code)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_given: object) -> None:
        """Nothing."""


def _unpacked(data: bytes, encoding: str) -> bytes:
    """clickhouse-connect brings the packages of the encodings that it uses."""
    if not data or not encoding:
        return data
    if encoding == "lz4":
        import lz4.frame

        return bytes(lz4.frame.decompress(data))
    import zstandard

    return zstandard.ZstdDecompressor().decompressobj().decompress(data)


def _literal(value: str) -> str:
    return value if value.lstrip("-").replace(".", "", 1).isdigit() else "'" + value.replace("'", "\\'") + "'"


def main() -> None:
    from chdb.session import Session

    port, folder = int(sys.argv[1]), Path(sys.argv[2])
    Handler.session = Session(str(folder))
    Handler.session.query("CREATE DATABASE IF NOT EXISTS footfall")
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
