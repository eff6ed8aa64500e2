"""Amounts as people type them, in the minor units in which events keep them."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final

_WHOLE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
NO_MINOR_UNIT: Final = frozenset(re.findall(r"\w+", _WHOLE))
THOUSANDTHS: Final = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])
"""Currencies whose minor unit is none of hundredths: ISO 4217:2015, list one, as it is remembered on
2026-11-22: the maintainer's own page could not be read that day."""
CODE: Final = re.compile(r"[A-Z]{3}")
MOST: Final = 10**15
"""Minor units: what a browser's number holds exactly."""


def digits_of(currency: str) -> int:
    """Digits after the point."""
    return 0 if currency in NO_MINOR_UNIT else 3 if currency in THOUSANDTHS else 2


def minor(amount: Decimal | str, currency: str) -> int:
    """12.50 EUR is 1250.

    Raises:
        ValueError: it is no amount, negative, too large, or has more digits than the currency.
    """
    try:
        scaled = Decimal(amount).scaleb(digits_of(currency))
    except InvalidOperation:
        raise ValueError(amount) from None
    if not scaled.is_finite() or not 0 <= scaled <= MOST or scaled != scaled.to_integral_value():
        raise ValueError(amount)
    return int(scaled)


def major(value: int, currency: str) -> Decimal:
    """1250 EUR is 12.50."""
    return Decimal(value).scaleb(-digits_of(currency))


def spoken(value: int, currency: str) -> str:
    """ "12.50 EUR"; "" for nothing."""
    return f"{major(value, currency):,} {currency}".strip() if value else ""
