"""Codes of short links: random ones that nobody can walk, and those that people choose."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Collection

from django.utils.translation import gettext as _

from footfall.apps.sites.addresses import Refused

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
"""Base58 as Bitcoin has it: without 0, O, I and l, which people mix up when they read a code from paper."""
LENGTH = 7
"""58 ** 7 are 2.2e12 codes: with ten million in use, one guess in 220,000 finds one."""
_CODES = len(ALPHABET) ** LENGTH
LONGEST = 64
_CUSTOM = re.compile(rf"[A-Za-z0-9][A-Za-z0-9_-]{{1,{LONGEST - 1}}}")
_RESERVED = (
    "about abuse account accounts admin administrator ads api app apps assets auth billing blog contact css dashboard "
    "demo desk docs download edge embed events favicon feed files footfall health help home images img index info js "
    "legal link links login logout mail media new news null oauth password ping privacy public ready redirect report "
    "robots root rss search security settings share signin signout signup site sitemap sites static status support "
    "system terms test tracking undefined user users webhook webhooks well-known widget www you"
)
"""Words that look like a part of the desk, or that operators may need. Our list of 2026-11."""
RESERVED = frozenset(_RESERVED.split())
_RUDE = (
    "anal|anus|arsch|arse|ass|bitch|boob|bordel|butt|cabron|cazzo|clit|cock|coon|crap|cul|cum|cunt|dick|dyke|fag|fick"
    "|fotz|fuck|fuk|gook|hitler|homo|hure|jap|jerk|jizz|kike|kkk|kut|merde|minge|mierda|muff|nazi|negro|nig|nutte|paki"
    "|penis|pimmel|piss|poop|porn|prick|puss|puta|pute|queer|rape|salop|schei|sex|shit|slut|smut|spast|spic|suck|tard"
    "|tit|troia|turd|twat|vagin|wank|whore|wichs"
)
_RUDE_WORD = re.compile(_RUDE)
"""What a code must not spell by chance. Our list of 2026-11, in six languages; too many refused costs nothing."""
_AS_LETTERS = str.maketrans("1345789", "ieastbg")
"""Digits as letters that they are read for."""


def is_rude(code: str) -> bool:
    """Whether a code spells something that nobody wants in a link, also with digits for letters."""
    lower = code.lower()
    return _RUDE_WORD.search(lower) is not None or _RUDE_WORD.search(lower.translate(_AS_LETTERS)) is not None


def random_code() -> str:
    """A code that can't be foretold from any other."""
    while True:
        number, letters = secrets.randbelow(_CODES), []
        for _place in range(LENGTH):
            number, place = divmod(number, len(ALPHABET))
            letters.append(ALPHABET[place])
        if not is_rude(code := "".join(letters)):
            return code


def fresh_codes(count: int, taken: Callable[[Collection[str]], Collection[str]]) -> list[str]:
    """As many different codes as wanted, none of which is `taken`.

    Args:
        taken: of codes, those that were issued before. It is asked once for all, and again for what it refused.
    """
    found: set[str] = set()
    while len(found) < count:
        batch = {random_code() for _number in range(count - len(found))} - found
        found |= batch - set(taken(batch))
    return list(found)


def custom_code(typed: str) -> str:
    """A code that somebody chose.

    Raises:
        Refused: it can't be one.
    """
    code = typed.strip()
    if not _CUSTOM.fullmatch(code):
        raise Refused(
            _(
                "Use 2 to %(most)d letters, digits, hyphens and underscores, beginning with a letter or digit: "
                "spring-sale is one."
            )
            % {"most": LONGEST}
        )
    if code.lower() in RESERVED:
        raise Refused(_("“%(code)s” is kept free for the desk itself. Choose another.") % {"code": code})
    return code
