"""The edge in front of Django: limits, slow clients, clients that leave, names of requests."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from footfall.edge.bridge import environment
from footfall.edge.door import Door
from footfall.trace import trace

StartResponse = Callable[..., Any]
App = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


class Client:
    """A client made of messages. Its body comes piece by piece; then it stays until it `leaves`."""

    def __init__(self, *body: bytes, headers: list[tuple[bytes, bytes]] | None = None, path: str = "/") -> None:
        self.scope = {
            "type": "http",
            "http_version": "1.1",
            "method": "POST" if body else "GET",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"a=1",
            "headers": headers or [(b"content-length", str(sum(map(len, body))).encode())],
            "client": ("10.0.0.1", 5000),
            "server": ("desk.example", 80),
            "scheme": "http",
        }
        self.pieces = list(body) or [b""]
        self.leaves = asyncio.Event()
        self.reads = asyncio.Event()
        self.reads.set()
        self.answer: list[dict[str, Any]] = []

    async def receive(self) -> dict[str, Any]:
        if self.pieces:
            piece = self.pieces.pop(0)
            return {"type": "http.request", "body": piece, "more_body": bool(self.pieces)}
        await self.leaves.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        await self.reads.wait()
        self.answer.append(dict(message))

    async def visit(self, door: Door) -> None:
        await asyncio.wait_for(door(self.scope, self.receive, self.send), 20)

    @property
    def status(self) -> int:
        status = self.answer[0]["status"]
        assert isinstance(status, int)
        return status

    @property
    def headers(self) -> dict[bytes, bytes]:
        return dict(self.answer[0]["headers"])

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.answer)


def plain(respond: Callable[[dict[str, Any]], Iterable[bytes]]) -> App:
    """A WSGI application that answers 200 with what `respond` yields."""

    def application(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "text/plain")])
        return respond(environ)

    return application


def echo(environ: dict[str, Any]) -> Iterable[bytes]:
    return [environ["wsgi.input"].read()]


def visit(client: Client, application: App, **options: Any) -> Client:
    asyncio.run(client.visit(Door(application, **options)))
    return client


def test_a_body_in_pieces_arrives_whole() -> None:
    client = visit(Client(b"half a ", b"loaf"), plain(echo))
    assert (client.status, client.body) == (200, b"half a loaf")


def test_health_is_answered_without_the_desk() -> None:
    def broken(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        raise AssertionError("the desk was asked")

    assert visit(Client(path="/healthz"), broken).status == 200


@pytest.mark.parametrize(
    "headers", [[(b"content-length", b"101")], [(b"content-length", b"-1")], [(b"transfer-encoding", b"chunked")]]
)
def test_a_body_that_is_too_large_is_refused_before_the_desk_sees_it(headers: list[tuple[bytes, bytes]]) -> None:
    seen = []
    client = visit(
        Client(b"x" * 60, b"x" * 41, headers=headers), plain(lambda e: seen.append(e) or []), largest_body=100
    )
    assert client.status == 413
    assert client.headers[b"connection"] == b"close"
    assert b"Send less than" in client.body
    assert not seen


def test_a_declared_size_is_refused_without_reading() -> None:
    client = visit(Client(b"x" * 60, b"x", headers=[(b"content-length", b"101")]), plain(echo), largest_body=100)
    assert len(client.pieces) == 2


def test_a_body_that_stops_coming_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("footfall.edge.bridge.PATIENCE", 0.01)
    client = Client(b"x")
    client.pieces = []
    assert visit(client, plain(echo)).status == 408


def test_a_client_that_leaves_in_its_body_is_not_taken_for_one_that_finished() -> None:
    seen = []

    async def main() -> Client:
        client = Client(b"x")
        client.pieces = []
        client.leaves.set()
        await client.visit(Door(plain(lambda e: seen.append(e) or [])))
        return client

    assert asyncio.run(main()).answer == []
    assert not seen


def test_slow_readers_hold_no_thread() -> None:
    """Ten clients that read nothing of a large answer, two threads, and the eleventh is served."""
    large = plain(lambda environ: (b"x" * 100_000 for _ in range(30)))

    def application(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        return (large if environ["PATH_INFO"] == "/large" else plain(lambda e: [b"quick"]))(environ, start)

    async def main() -> None:
        door = Door(application, threads=2)
        slow = [Client(path="/large") for _ in range(10)]
        for client in slow:
            client.reads.clear()
        visits = [asyncio.create_task(client.visit(door)) for client in slow]
        await asyncio.sleep(0)
        quick = Client(path="/quick")
        await quick.visit(door)
        assert quick.body == b"quick"
        assert not any(task.done() for task in visits)
        for client in slow:
            client.reads.set()
        await asyncio.gather(*visits)
        assert all(client.body == b"x" * 3_000_000 for client in slow)

    asyncio.run(main())


def test_an_endless_answer_ends_when_the_client_leaves() -> None:
    closed = threading.Event()

    def forever(environ: dict[str, Any]) -> Iterator[bytes]:
        try:
            while True:
                yield b"x"
        finally:
            closed.set()

    async def main() -> None:
        client = Client()
        task = asyncio.create_task(client.visit(Door(plain(forever))))
        while len(client.answer) < 3:
            await asyncio.sleep(0.001)
        client.leaves.set()
        await task

    asyncio.run(main())
    assert closed.is_set()


def test_a_slow_client_is_waited_for_when_a_lot_is_written_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("footfall.edge.spool.LARGEST", 100_000)
    monkeypatch.setattr("footfall.edge.spool.IN_MEMORY", 1000)
    pieces = [bytes([number]) * 50_000 for number in range(20)]
    assert visit(Client(), plain(lambda environ: pieces)).body == b"".join(pieces)


def test_a_client_that_never_reads_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("footfall.edge.spool.LARGEST", 1000)
    monkeypatch.setattr("footfall.edge.spool.PATIENCE", 0.05)
    given_up = threading.Event()

    def much(environ: dict[str, Any]) -> Iterator[bytes]:
        try:
            for _ in range(10):
                yield b"x" * 1000
        finally:
            given_up.set()

    async def main() -> None:
        client = Client()
        client.reads.clear()
        task = asyncio.create_task(client.visit(Door(plain(much))))
        while not given_up.is_set():
            await asyncio.sleep(0.01)
        client.reads.set()
        await task
        assert len(client.body) < 10_000

    asyncio.run(main())


def test_a_fault_in_the_desk_reaches_the_server() -> None:
    def broken(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        raise KeyError("a bug")

    with pytest.raises(KeyError):
        visit(Client(), broken)


def test_the_environment_is_the_request() -> None:
    scope = Client(path="/caf%C3%A9/%2F").scope
    scope["headers"] = [
        (b"host", b"desk.example"),
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"x_forwarded_for", b"6.6.6.6"),
        (b"content-type", b"text/plain"),
        (b"content-length", b"999"),
    ]
    environ = environment(scope, None, 3)  # type: ignore[arg-type]
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/café//"
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["CONTENT_TYPE"] == "text/plain"
    assert environ["CONTENT_LENGTH"] == "3"
    assert environ["REMOTE_ADDR"] == "10.0.0.1"
    assert "HTTP_X_FORWARDED_FOR" not in environ


def test_each_request_has_a_name_that_the_log_and_the_client_see(caplog: pytest.LogCaptureFixture) -> None:
    seen = []

    def remember(environ: dict[str, Any]) -> Iterable[bytes]:
        seen.extend([trace.get(), environ["HTTP_X_REQUEST_ID"]])
        return [b"ok"]

    with caplog.at_level(logging.INFO, "footfall.access"):
        client = visit(Client(headers=[(b"x-request-id", b"from-outside")]), plain(remember), log_requests=True)
    name = client.headers[b"x-request-id"].decode()
    assert seen == [name, name]
    assert name != "from-outside"
    record = caplog.records[-1]
    assert record.__dict__["fields"] | {"ms": 0} == {
        "method": "GET",
        "path": "/",
        "status": 200,
        "bytes": 2,
        "ms": 0,
        "client": "10.0.0.1",
    }


def test_a_proxys_name_for_the_request_is_believed_only_when_there_is_a_proxy() -> None:
    client = visit(Client(headers=[(b"x-request-id", b"from-proxy-1")]), plain(echo), believe_ids=True)
    assert client.headers[b"x-request-id"] == b"from-proxy-1"
    forged = visit(Client(headers=[(b"x-request-id", b"a b\nc")]), plain(echo), believe_ids=True)
    assert forged.headers[b"x-request-id"] != b"a b\nc"
