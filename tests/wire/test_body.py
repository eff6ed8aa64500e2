"""Bodies in pieces of any size."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footfall.wire.body import Body


def take(body: Body, data: bytes, size: int) -> bytes:
    for start in range(0, len(data), size):
        if not body.feed(data[start : start + size]):
            break
    return body.content()


@given(data=st.binary(max_size=2000), size=st.integers(1, 300), members=st.integers(1, 3), raw=st.booleans())
def test_any_split_gives_the_whole_body(data: bytes, size: int, members: int, raw: bool) -> None:
    gzipped = b"".join(gzip.compress(data) for _ in range(members))
    assert take(Body("gzip", 10_000), gzipped, size) == data * members
    deflated = zlib.compress(data, wbits=-15 if raw else 15)
    assert take(Body("deflate", 10_000), deflated, size) == data
    assert take(Body("", 10_000), data, size) == data


@given(data=st.binary(min_size=50, max_size=500), limit=st.integers(0, 49))
def test_the_limit_holds_for_every_coding(data: bytes, limit: int) -> None:
    for coding, sent in (("", data), ("gzip", gzip.compress(data)), ("deflate", zlib.compress(data))):
        body = Body(coding, limit)
        content = take(body, sent, 7 if coding == "" else 64)
        assert body.cut
        assert content == data[: len(content)]
        assert len(content) <= limit


def test_padding_after_the_compressed_data_is_ignored() -> None:
    body = Body("gzip", 1000)
    assert body.feed(gzip.compress(b"page") + b"\0" * 8)
    assert body.feed(b"more padding")
    assert body.content() == b"page"
    assert not body.mislabelled


def test_damage_in_the_middle_keeps_what_came_before() -> None:
    sent = bytearray(gzip.compress(bytes(range(256)) * 4000, 0))
    sent[500_000:500_100] = b"\xff" * 100
    body = Body("gzip", 10_000_000)
    assert bytes(range(256)) * 4 in take(body, bytes(sent), 4096)


def test_thousands_of_members_in_one_piece() -> None:
    body = Body("gzip", 1_000_000)
    assert body.feed(gzip.compress(b"x") * 5000)
    assert body.content() == b"x" * 5000


def test_a_bomb_costs_little_memory() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    tracemalloc.start()
    body = Body("gzip", 1_000_000)
    assert not body.feed(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(body.content()) == 1_000_000
    assert peak < 5_000_000


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "compress", "nonsense"])
def test_codings_that_we_cannot_read(coding: str) -> None:
    body = Body(coding, 1000)
    assert body.feed(b"whatever")
    assert body.foreign
    assert body.content() == b""


def test_a_sink_may_stop_the_reading() -> None:
    pieces: list[bytes] = []

    def sink(piece: bytes) -> bool:
        pieces.append(piece)
        return len(pieces) < 2

    body = Body("", 1000, sink)
    assert body.feed(b"a")
    assert not body.feed(b"b")
    assert pieces == [b"a", b"b"]
    assert body.content() == b""
    assert not body.cut
