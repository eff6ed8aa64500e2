"""Unusual spellings of IPv4 addresses that system resolvers accept: decimal, octal, hexadecimal and short forms."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}")
_NUMERIC = re.compile(r"(?:0[xX][0-9a-fA-F]*|\d+)(?:\.(?:0[xX][0-9a-fA-F]*|\d+))*\.?")


def odd_ipv4(host: str) -> bool:
    """Whether a host is numbers only, yet not four plain decimal ones: `2130706433`, `0x7f.1`, `0177.0.0.1`, `127.1`.

    No registered name consists of numbers only (RFC 1123 section 2.1), so nothing honest is lost by refusing them.
    """
    return _NUMERIC.fullmatch(host) is not None and _PLAIN.fullmatch(host) is None
