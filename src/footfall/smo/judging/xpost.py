"""How long X counts a post."""

from __future__ import annotations

import re
from typing import Final

MOST: Final = 280
"""Weighted characters of a post (twitter-text version 3 configuration, read 2026-11-22)."""
LINK: Final = 23
"""What X counts for any link (as above)."""
_LINKS: Final = re.compile(r"https?://\S+")
_LIGHT: Final = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Ranges of code points that count once; all others count twice (as above)."""


def length_of_post(text: str, *, with_link: bool = False) -> int:
    """Weighted characters of a text, with a further link appended where `with_link`."""
    links = len(_LINKS.findall(text))
    rest = _LINKS.sub("", text)
    weighted = len(rest) if rest.isascii() else sum(_weight(ord(char)) for char in rest)
    return weighted + links * LINK + (LINK + 1 if with_link else 0)


def _weight(code: int) -> int:
    return 1 if any(low <= code <= high for low, high in _LIGHT) else 2
