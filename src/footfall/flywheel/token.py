"""Share tokens: 8 random bytes and a zero as 12 base64url characters, made anew for every view, never for a person.

The zero makes every token of ours end with a capital A, as no word does: `?s=architecture` is somebody's search.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from binascii import a2b_base64

PARAMETER = "s"
"""The name of the query parameter, and of the fragment's, that carries a token."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{12}")


def token_of(random: bytes) -> str:
    """The token of 8 random bytes; what follows them is ignored."""
    return urlsafe_b64encode(random[:8] + b"\0").decode()


def is_token(text: str) -> bool:
    return _TOKEN.fullmatch(text) is not None


def is_made(text: str) -> bool:
    """Whether it looks made by us, which a parameter `s` of somebody's address must before it is believed."""
    return is_token(text) and text[-1] == "A"


def token_id(token: str) -> int:
    """The number by which a token is stored: its first 8 bytes without the top bit. 0 for what is no token."""
    if _TOKEN.fullmatch(token) is None:
        return 0
    return int.from_bytes(a2b_base64(token.replace("-", "+").replace("_", "/"))[:8], "big") & 0x7FFF_FFFF_FFFF_FFFF
