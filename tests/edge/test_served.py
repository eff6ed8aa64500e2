"""The edge as granian serves it, over sockets: both interfaces, slow and broken clients, the disk, the end."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import orjson
import pytest

from tests.edge.meeting import event
from tests.edge.serving import Served


@pytest.fixture(params=["rsgi", "asginl"], scope="module")
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("events"), request.param)
    try:
        server.wait()
        yield server
    finally:
        server.stop()


def test_a_click_and_an_event_are_on_the_disk_when_they_are_answered(served: Served) -> None:
    status, headers, _ = served.ask("GET", "/r/cake", User_Agent="Firefox")
    assert (status, headers["location"][:33]) == (302, "https://shop.example/cake?size=2&")
    assert served.hits()[-1].agent == "Firefox"
    body = orjson.dumps(event(url=f"http://127.0.0.1/a?{served.port}"))
    assert served.ask("POST", "/e", body, Origin="http://127.0.0.1")[0] == 204
    assert served.hits()[-1].url.endswith(str(served.port))
    head = served.ask("HEAD", "/r/cake")
    assert (head[0], head[1]["location"], head[2]) == (302, headers["location"], b"")


def test_pieces_without_a_length_are_taken_and_limited(served: Served) -> None:
    body = orjson.dumps(event())
    pieces = iter([body[:10], body[10:]])
    assert served.ask("POST", "/e", pieces, Origin="https://shop.example")[0] == 204
    many = (b"x" * 4096 for _ in range(2500))
    with suppress(BrokenPipeError, ConnectionResetError):  # The server may close while we are still sending.
        assert served.ask("POST", "/e", many)[0] == 413
    assert served.ask("GET", "/healthz")[0] == 200


def test_ten_megabytes_are_refused_unread(served: Served) -> None:
    before = len(served.hits())
    answer = served.raw(b"POST /e HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\n", seconds=3)
    assert b" 413 " in answer.split(b"\r\n")[0]
    assert len(served.hits()) == before


def test_a_body_that_stops_coming_gets_408(served: Served) -> None:
    answer = served.raw(b"POST /e HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{", seconds=5)
    assert b" 408 " in answer.split(b"\r\n")[0]


@pytest.mark.parametrize(
    "line",
    [
        b"GET /r/cake%0d%0aSet-Cookie:%20a=1 HTTP/1.1",
        b"GET /r/%00 HTTP/1.1",
        b"GET /r/%ff%fe HTTP/1.1",
        b"GET /r/" + b"a" * 5000 + b" HTTP/1.1",
        b"GET /r/..%2f..%2fetc HTTP/1.1",
        b"GET /x/x?u=https://shop.example/%0d%0aSet-Cookie:%20a=1 HTTP/1.1",
    ],
)
def test_nothing_of_a_request_becomes_a_header(served: Served, line: bytes) -> None:
    head = served.raw(line + b"\r\nHost: a\r\nConnection: close\r\n\r\n").partition(b"\r\n\r\n")[0]
    assert b"set-cookie" not in head.lower().replace(b"%20", b"").split(b"location")[0]
    assert all(b"\n" not in part for part in head.split(b"\r\n"))
    assert head.split(b"\r\n")[0].split()[1] in (b"302", b"404", b"429")


def test_odd_header_bytes_do_not_break_a_click(served: Served) -> None:
    answer = served.raw(b"GET /r/cake HTTP/1.1\r\nHost: a\r\nUser-Agent: caf\xe9 \xff\r\nConnection: close\r\n\r\n")
    assert b" 302 " in answer.split(b"\r\n")[0]


def test_the_desk_behind_gets_everything_else(served: Served) -> None:
    much = b"loaf" * 100_000
    status, headers, body = served.ask("POST", "/caf%C3%A9/%252F%3Fa?b=1", much, User_Agent="Firefox")
    assert (status, body) == (200, much)
    assert bytes.fromhex(headers["x-path"]).decode() == "/café/%2F?a"
    assert bytes.fromhex(headers["x-agent"]).decode() == "Firefox"
    assert served.ask("GET", "/large")[2] == b"x" * 3_000_000
    assert served.ask("HEAD", "/anything")[::2] == (200, b"")
    assert served.ask("GET", "/broken")[0] == 500
    assert served.ask("GET", "/ready", X_Footfall_Full="1")[1]["x-full"] == ""
    assert len(served.ask("GET", "/anything")[1]["x-request-id"]) == 16


def test_a_client_that_leaves_in_the_middle_harms_nobody(served: Served) -> None:
    for head in (b"POST /e HTTP/1.1", b"POST /a HTTP/1.1"):
        with socket.create_connection(("127.0.0.1", served.port)) as connection:
            connection.sendall(head + b"\r\nHost: a\r\nContent-Length: 100\r\n\r\n{")
    with socket.create_connection(("127.0.0.1", served.port)) as connection:
        connection.sendall(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        connection.recv(1000)
    assert served.ask("GET", "/healthz")[0] == 200


def test_on_a_full_disk_links_lead_on_and_pages_are_told_to_come_again(tmp_path: Path) -> None:
    server = Served(tmp_path, EDGE_SPARE=str(2**60))
    try:
        server.wait()
        status, headers, _ = server.ask("GET", "/r/cake")
        assert (status, headers["footfall-counted"]) == (302, "no")
        status, headers, said = server.ask("POST", "/e", orjson.dumps(event()), Origin="https://shop.example")
        assert (status, headers["retry-after"]) == (503, "5")
        assert said.endswith(b"in some seconds.\n")
        assert server.ask("GET", "/ready")[1]["x-full"] == "", "only /readyz is told"
        assert server.ask("GET", "/readyz")[1]["x-full"] == "1"
    finally:
        server.stop()
    assert server.hits() == []


def test_sigterm_ends_in_good_order_with_everything_written(tmp_path: Path) -> None:
    server = Served(tmp_path, "rsgi")
    try:
        server.wait()
        answered = sum(server.ask("GET", "/r/cake")[0] == 302 for _ in range(20))
    finally:
        server.stop()
    assert server.process.returncode == 0
    assert len(server.hits()) == answered == 20
