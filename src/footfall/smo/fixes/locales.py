"""Locales for og:locale from the language of the page."""

from __future__ import annotations

import re
from typing import Final

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:[-_](?P<script>[a-z]{4}))?(?:[-_](?P<region>[a-z]{2}))?(?:[-_].*)?", re.IGNORECASE
)

# The territory most speakers of a language live in, where a page names none (Unicode CLDR, likelySubtags, read
# 2026-11-22), except Arabic, for which Open Graph readers know ar_AR only.
_TERRITORY: Final = {
    "af": "ZA", "ar": "AR", "az": "AZ", "be": "BY", "bg": "BG", "bn": "BD", "bs": "BA", "ca": "ES", "cs": "CZ",
    "cy": "GB", "da": "DK", "de": "DE", "el": "GR", "en": "US", "es": "ES", "et": "EE", "eu": "ES", "fa": "IR",
    "fi": "FI", "fil": "PH", "fr": "FR", "ga": "IE", "gl": "ES", "gu": "IN", "he": "IL", "hi": "IN", "hr": "HR",
    "hu": "HU", "hy": "AM", "id": "ID", "is": "IS", "it": "IT", "ja": "JP", "ka": "GE", "kk": "KZ", "km": "KH",
    "kn": "IN", "ko": "KR", "lt": "LT", "lv": "LV", "mk": "MK", "ml": "IN", "mn": "MN", "mr": "IN", "ms": "MY",
    "my": "MM", "nb": "NO", "ne": "NP", "nl": "NL", "nn": "NO", "no": "NO", "pa": "IN", "pl": "PL", "ps": "AF",
    "pt": "BR", "ro": "RO", "ru": "RU", "si": "LK", "sk": "SK", "sl": "SI", "sq": "AL", "sr": "RS", "sv": "SE",
    "sw": "TZ", "ta": "IN", "te": "IN", "th": "TH", "tr": "TR", "uk": "UA", "ur": "PK", "uz": "UZ", "vi": "VN",
    "zh": "CN",
}  # fmt: skip
_BY_SCRIPT: Final = {"hant": "TW", "hans": "CN"}


def locale_of(language: str) -> str:
    """`de_DE` for `de`, `pt_BR` for `pt-BR`; "" when the language is unknown or not stated."""
    found = _TAG.fullmatch(language.strip())
    if found is None:
        return ""
    spoken = found.group("language").lower()
    region = (found.group("region") or _BY_SCRIPT.get((found.group("script") or "").lower(), "")).upper()
    region = region or _TERRITORY.get(spoken, "")
    spoken = "nb" if spoken == "no" else spoken
    return f"{spoken}_{region}" if region else ""
