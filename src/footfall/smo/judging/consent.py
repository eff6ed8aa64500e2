"""Whether something on the page holds scripts back until the visitor agrees."""

from __future__ import annotations

from typing import Final

from footfall.page import Page

BLOCKERS: Final = ("otautoblock", "privacy-proxy.usercentrics.eu", "cmp.osano.com", "cdn.cookie-script.com")
"""Scripts that hold back others by themselves (OneTrust auto-blocking, Usercentrics smart data protector, Osano,
Cookie-Script; their public documentation, read 2026-11-22, assumed)."""


def holds_back(page: Page) -> bool:
    """Whether a consent tool with automatic blocking is on the page; then nobody can tell from the HTML what loads."""
    for element in page.elements["script"]:
        source = element.attr("src")
        if source and any(blocker in source.lower() for blocker in BLOCKERS):
            return True
        if (element.attr("data-blockingmode") or "").lower() == "auto":  # Cookiebot
            return True
    return False
