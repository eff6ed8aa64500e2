"""Who asked: behind proxies, across midnight, and when a browser asks to be left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footfall.edge.visitors import bare
from footfall.flywheel.hit import Flag
from footfall.flywheel.identity import lasting, network_of, passing
from tests.edge.meeting import Edge


def visitor(edge: Edge, **said: str) -> int:
    edge.ask("/r/cake", user_agent="Firefox", **said)
    return edge.tray.hits[-1].visitor


def test_without_a_proxy_what_the_client_forwards_is_not_believed() -> None:
    edge = Edge()
    assert visitor(edge) == visitor(edge, x_forwarded_for="198.51.100.1")


def test_behind_proxies_the_address_is_counted_from_the_right() -> None:
    edge = Edge(options={"proxies": 2})
    seen = visitor(edge, x_forwarded_for="198.51.100.1, 10.0.0.2")
    assert seen == visitor(edge, x_forwarded_for="6.6.6.6, 198.51.100.1, 10.0.0.9"), "the client wrote the first"
    assert seen != visitor(edge, x_forwarded_for="203.0.113.1, 10.0.0.2")
    assert visitor(edge) == visitor(edge, x_forwarded_for="10.0.0.2"), "it came round the proxies"
    assert visitor(edge, x_forwarded_for="nonsense, 10.0.0.2") == visitor(edge)


def test_a_visitor_is_a_network_and_an_agent_for_a_day() -> None:
    edge = Edge()
    first = visitor(edge)
    assert visitor(edge, peer="192.0.2.200") == first, "the last part of the address is cut off"
    assert visitor(edge, peer="192.0.3.7") != first
    edge.ask("/r/cake", user_agent="Safari")
    assert edge.tray.hits[-1].visitor != first
    edge.records.today, edge.records.before = b"salt of tomorrow", edge.records.today
    assert visitor(edge) != first
    assert edge.tray.hits[-1].former == first, "so that a session survives midnight"


@pytest.mark.parametrize("said", [{"sec_gpc": "1"}, {"dnt": "1"}])
def test_who_asks_not_to_be_followed_has_no_number(said: dict[str, str]) -> None:
    edge = Edge()
    assert visitor(edge, **said) == 0
    assert edge.tray.hits[0].former == 0
    edge.send({"visitor": "abc", "user": "def"}, **said)
    assert [(hit.visitor, Flag.SILENT in Flag(hit.flags)) for hit in edge.tray.hits] == [(0, True)] * 2
    assert Flag.CONSENT not in Flag(edge.tray.hits[1].flags)


def test_no_address_reaches_the_inbox() -> None:
    edge = Edge(options={"proxies": 1})
    edge.ask("/r/cake", x_forwarded_for="203.0.113.77", peer="10.9.8.7")
    edge.send({}, x_forwarded_for="203.0.113.77")
    assert "203.0" not in str(edge.tray.hits)
    assert "10.9" not in str(edge.tray.hits)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("192.0.2.1:443", "192.0.2.1"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("2001:db8::1%eth0", "2001:db8::1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("unknown", ""),
        ("", ""),
    ],
)
def test_addresses_are_read_as_proxies_write_them(text: str, address: str) -> None:
    assert bare(text) == address


@settings(deadline=None)
@given(st.ip_addresses(v=4))
def test_of_ipv4_three_parts_stay(address: object) -> None:
    assert network_of(str(address)) == str(address).rpartition(".")[0]
    assert network_of(f"::ffff:{address}") == network_of(str(address))


@settings(deadline=None)
@given(st.ip_addresses(v=6, network="2001:db8::/32"))
def test_of_ipv6_48_bits_stay(address: object) -> None:
    first = ":".join(str(address.exploded).split(":")[:3])  # type: ignore[attr-defined]
    assert network_of(str(address)) == network_of(f"{first}::1")
    assert network_of(f"{address}%eth0") == network_of(str(address))


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=64), st.integers(1, 2**31), st.text(max_size=20), st.text(max_size=20))
def test_hashes_are_positive_and_depend_on_the_key(key: bytes, site: int, network: str, agent: str) -> None:
    made = passing(key, site, network, agent)
    assert 0 <= made < 2**63
    assert made == passing(key, site, network, agent)
    assert made != passing(key[:-1] + bytes([key[-1] ^ 1]), site, network, agent)
    assert passing(b"", site, network, agent) == 0
    assert lasting(key, site, agent, by_site=True) != lasting(key, site, agent, by_site=False)
