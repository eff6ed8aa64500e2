"""A page of the browser under watch: axe, the console, the Content-Security-Policy, its width."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Locator, Page

SCREENS = Path(__file__).parents[2] / "build/screens"
MOST_TABS = 120
"""Presses of the tab key after which a place counts as out of reach."""


class Watched:
    """What went wrong on a page while it was used."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.troubles: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(f"{page.url}: {error}"))
        page.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        """Violations of the policy are told on the console too."""
        if message.type in ("error", "warning"):
            self.troubles.append(f"{self.page.url}: {message.type}: {message.text}")

    def _failed(self, request: Any) -> None:
        """A poll that the next page cuts off is no trouble."""
        if request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"{request.url}: {request.failure}")

    def check(self, name: str) -> None:
        """Keep a picture of the page, and find nothing wrong with it."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENS / f"{name}.png", full_page=True)
        found = Axe().run(self.page)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        over = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{name} is {over} pixels wider than the window"
        assert self.troubles == [], name


def tab_to(target: Locator) -> None:
    """Reach it with the tab key alone, and see that it shows the focus."""
    page = target.page
    for _ in range(MOST_TABS):
        if target.evaluate("element => element === document.activeElement"):
            assert target.evaluate("element => getComputedStyle(element).outlineStyle") != "none", "the focus is hidden"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} can't be reached with the tab key")


def press(target: Locator) -> None:
    """Reach it with the tab key and press Enter."""
    tab_to(target)
    target.page.keyboard.press("Enter")
