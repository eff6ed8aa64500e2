"""What `granian tests.edge.served_app:application` serves: the edge with records of a test, and a small application
behind it that echoes, streams, and fails."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from footfall.edge import collector
from footfall.edge.door import Door
from footfall.edge.front import Front
from footfall.edge.rsgi import Granian
from footfall.events.inbox import SPARE, SqliteInbox
from tests.edge.meeting import LINK, SITE, Records

collector.SLOWEST = 1.0


def behind(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if path == "/broken":
        raise KeyError("a bug")
    headers = [("Content-Type", "text/plain"), ("X-Path", path.encode("latin-1").hex())]
    if path in ("/ready", "/readyz"):
        headers.append(("X-Full", environ.get("HTTP_X_FOOTFALL_FULL", "")))
    if path == "/large":
        start("200 OK", headers)
        return (b"x" * 100_000 for _ in range(30))
    body = b"" if environ["REQUEST_METHOD"] == "HEAD" else environ["wsgi.input"].read()
    start("200 OK", [*headers, ("X-Agent", environ.get("HTTP_USER_AGENT", "").encode("latin-1").hex())])
    return [body]


def made() -> Granian:
    inbox = SqliteInbox(Path(os.environ["EDGE_EVENTS"]), spare=int(os.environ.get("EDGE_SPARE", SPARE)))
    hosts = SITE.hosts | {"127.0.0.1", *os.environ.get("EDGE_HOSTS", "").split()}
    front = Front(Records(LINK, sites=[SITE._replace(hosts=hosts)]), inbox)
    return Granian(Door(behind, front=front), front, closing=inbox.close)


application = made()
