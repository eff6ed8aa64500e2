"""The client's address is what our own proxies saw, and nothing that the client wrote."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from footfall.apps.accounts.clients import address_of


@pytest.mark.parametrize(
    ("proxies", "forwarded", "peer", "expected"),
    [
        (0, "", "192.0.2.1", "192.0.2.1"),
        (0, "203.0.113.9", "192.0.2.1", "192.0.2.1"),
        (1, "203.0.113.9", "192.0.2.1", "203.0.113.9"),
        (1, "198.51.100.66, 203.0.113.9", "192.0.2.1", "203.0.113.9"),
        (2, "198.51.100.66, 203.0.113.9, 10.0.0.1", "192.0.2.1", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1", "192.0.2.1"),
        (1, "", "192.0.2.1", "192.0.2.1"),
        (1, "not an address", "192.0.2.1", "192.0.2.1"),
        (1, "203.0.113.9:51234", "192.0.2.1", "203.0.113.9"),
        (1, "[2001:db8::1]:443", "192.0.2.1", "2001:db8::1"),
        (1, "2001:db8::1", "192.0.2.1", "2001:db8::1"),
        (0, "", "::ffff:192.0.2.1", "192.0.2.1"),
        (0, "", "fe80::1%eth0", "fe80::1"),
        (0, "", "", "127.0.0.1"),
    ],
)
def test_address(settings: Any, proxies: int, forwarded: str, peer: str, expected: str) -> None:
    settings.TRUSTED_PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert address_of(RequestFactory().get("/", headers=headers, REMOTE_ADDR=peer)) == expected
