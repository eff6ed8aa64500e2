"""The words of campaigns: lower case, those of the workspace, and none that looks like a typing error."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from functools import cache

from django.utils.translation import gettext as _

from footfall.apps.sites.addresses import Refused
from footfall.page.networks import networks

MEDIUMS = ("social", "paid_social", "share", "email", "qr", "print", "referral")
"""Offered where a workspace named none. The first three are what Footfall itself writes."""
NEAR = 0.8
"""Likeness (difflib's ratio) from which a word counts as misspelt: one letter of five. Our choice."""
_WORD = re.compile(r"[^\W_][\w.~+-]*")


@cache
def known_networks() -> Mapping[str, str]:
    """Networks that are alive: id and name."""
    return {one.id: one.name for one in networks().values() if not one.dead and not one.kit}


@cache
def _other_names() -> Mapping[str, str]:
    """Ids of networks by how people call them, in lower case."""
    alive = [one for one in networks().values() if one.id in known_networks()]
    return {word.lower(): one.id for one in alive for word in (one.name, *one.words)}


def spelled(typed: str) -> str:
    """A word as it is counted: lower case, with hyphens for blanks.

    Raises:
        Refused: it holds something that doesn't belong into an address.
    """
    word = "-".join(typed.lower().split())
    if word and not _WORD.fullmatch(word):
        raise Refused(
            _("“%(word)s” can't stand in an address. Use letters, digits, hyphens, underscores and dots.")
            % {"word": word[:100]}
        )
    if len(word) > 100:
        raise Refused(_("This is longer than 100 characters. Take a shorter one."))
    return word


def meant(word: str, known: Collection[str]) -> str:
    """The known word that was probably meant; "" where there is none."""
    alias = _other_names().get(word, "")
    if alias in known:
        return alias
    return next(iter(get_close_matches(word, known, n=1, cutoff=NEAR)), "")


def check(typed: str, known: Collection[str], *, enforced: bool, as_written: bool) -> str:
    """A word by the workspace's conventions.

    Args:
        known: the words that are right without a question.
        enforced: no others are taken.
        as_written: somebody was asked whether they mean it.

    Raises:
        Refused: it isn't taken; the sentence names the word that was probably meant.
    """
    word = spelled(typed)
    if not word or word in known:
        return word
    probably = meant(word, known)
    if enforced:
        said = _("“%(word)s” is not among the words of this workspace.") % {"word": word}
        if probably:
            return _refuse(said, _("Did you mean “%(probably)s”?") % {"probably": probably})
        return _refuse(said, _("Take one of these: %(known)s.") % {"known": ", ".join(sorted(known)[:12])})
    if probably and not as_written:
        said = _("“%(word)s” looks like a typing error: did you mean “%(probably)s”?")
        return _refuse(said % {"word": word, "probably": probably}, _("Mend it, or say that it is meant as written."))
    return word


def _refuse(*sentences: str) -> str:
    raise Refused(" ".join(sentences))
