"""What people type about measuring, in its one spelling; what can't be taken is said in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from footfall.apps.sites.addresses import Refused, site_address
from footfall.apps.tracking import money
from footfall.apps.tracking.rules import host_of
from footfall.flywheel.token import PARAMETER

MOST_HOSTS = 50
MOST_PARAMETERS = 50
"""Entries of a list. Our choice."""
_PARAMETER = re.compile(r"[\w.~\[\]-]{1,60}")
_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,59}")
_OURS = re.compile(rf"{PARAMETER}|utm_.*|gclid|fbclid|msclkid|ttclid|li_fat_id|twclid", re.IGNORECASE)


def hosts(typed: Iterable[str]) -> list[str]:
    """Hosts, each once.

    Raises:
        Refused: one of them is none.
    """
    found = {}
    for line in filter(None, map(str.strip, typed)):
        if "*" in line:
            raise Refused(_("“%(host)s” holds a star. Name each host, such as shop.example.org.") % {"host": line[:80]})
        try:
            found[host_of(site_address(line, allow_private=settings.ALLOW_PRIVATE))] = True
        except Refused as refused:
            raise Refused(_("“%(host)s” can't be taken. %(why)s") % {"host": line[:80], "why": refused}) from None
    if len(found) > MOST_HOSTS:
        raise Refused(_("A site has %(most)s further hosts at most.") % {"most": MOST_HOSTS})
    return list(found)


def parameters(typed: Iterable[str]) -> list[str]:
    """Names of query parameters, each once.

    Raises:
        Refused: one of them can't be a name, or is one that tells how somebody came.
    """
    found = {}
    for word in filter(None, map(str.strip, typed)):
        if not _PARAMETER.fullmatch(word):
            raise Refused(_("“%(word)s” is no name of a parameter. In ?id=7 it is “id”.") % {"word": word[:80]})
        if _OURS.fullmatch(word):
            said = _("“%(word)s” tells how somebody came, not which page it is. It is always taken off the address.")
            raise Refused(said % {"word": word})
        found[word] = True
    if len(found) > MOST_PARAMETERS:
        raise Refused(_("A site keeps %(most)s parameters at most.") % {"most": MOST_PARAMETERS})
    return list(found)


def name(typed: str) -> str:
    """The name of a goal or an event.

    Raises:
        Refused: it holds what a name may not.
    """
    word = typed.strip().lower()
    if not _NAME.fullmatch(word):
        raise Refused(_("Use small letters, digits, points and dashes, such as newsletter or order.paid: 60 at most."))
    return word


def pattern(typed: str) -> str:
    """A path with stars.

    Raises:
        Refused: it is no path.
    """
    path = typed.strip()
    if not path.startswith(("/", "*")) or any(not sign.isprintable() or sign.isspace() for sign in path):
        raise Refused(_("Begin with a slash and leave out the host, such as /thanks or /orders/*/paid."))
    if len(path) > 500 or path.count("*") > 10:
        raise Refused(_("Use 500 characters and ten stars at most."))
    return path


def value(amount: str, currency: str) -> tuple[int, str]:
    """Minor units and the currency; both empty where nothing was typed.

    Raises:
        Refused: one of them can't be read.
    """
    amount, currency = amount.strip(), currency.strip().upper()
    if not amount:
        return 0, ""
    if not money.CODE.fullmatch(currency):
        raise Refused(_("Say the currency by its three letters, such as EUR or USD."))
    try:
        return money.minor(amount, currency), currency
    except ValueError:
        raise Refused(_("Write the value with a point and no other sign, such as 12.50.")) from None
