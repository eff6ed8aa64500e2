"""Share tokens: 9 random bytes as 12 base64url characters, made anew for every view of a page, never for a person."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

PARAMETER = "s"
"""The name of the query parameter, and of the fragment's, that carries a token."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{12}")


def token_of(random: bytes) -> str:
    """The token of 9 random bytes."""
    return urlsafe_b64encode(random[:9]).decode()


def is_token(text: str) -> bool:
    return _TOKEN.fullmatch(text) is not None


def token_id(token: str) -> int:
    """The number by which a token is stored: its first 8 bytes without the top bit. 0 for what is no token."""
    if not is_token(token):
        return 0
    return int.from_bytes(urlsafe_b64decode(token)[:8], "big") & 0x7FFF_FFFF_FFFF_FFFF
