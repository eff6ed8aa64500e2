"""Signatures of a site's own server: HMAC-SHA256 over a time and the body."""

from __future__ import annotations

import hashlib
import hmac

WINDOW = 300_000
"""Milliseconds that a signature's time may differ from ours. Our choice."""
HEADER = "footfall-signature"


def signature(secret: str, seconds: int, body: bytes) -> str:
    """The value of the header `Footfall-Signature`: `t=SECONDS,v1=HEX`."""
    made = hmac.new(secret.encode(), b"%d." % seconds + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={made}"


def is_signed(said: str, secret: str, body: bytes, now: int) -> bool:
    """Whether the header was made with the secret, for this body, within the last or next minutes."""
    time = said.partition(",")[0].removeprefix("t=")
    if not secret or not time.isascii() or not time.isdecimal() or len(time) > 12:
        return False
    if abs(int(time) * 1000 - now) > WINDOW:
        return False
    return hmac.compare_digest(said.encode("utf-8", "replace"), signature(secret, int(time), body).encode())
