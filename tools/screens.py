"""Makes the desk's pictures for README and docs: starts the desk, walks the first five minutes, photographs them."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.running import SHOP, Desk, footfall_up
from tools.pictures import COLOURS, OUT

OWNER = {"name": "Ada", "email": "ada@bakery.example", "password": "flour water salt time", "company": "Corner Bakery"}
PATIENCE = 120_000


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        footfall_up(Path(folder), "--example", str(SHOP)) as desk,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        walked = _walk(browser, desk)
        _again(browser, desk, walked)
        browser.close()


def _walk(browser: Browser, desk: Desk) -> BrowserContext:
    """From the one-time link to the result, with a picture of each step."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, base_url=desk.address)
    page = context.new_page()
    page.goto(desk.owner_link)
    for name, typed in OWNER.items():
        page.fill(f"[name={name}]", typed)
    page.locator("main form button").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which site is yours?")
    _save(page, "desk-which-site")
    page.get_by_role("button", name="Audit the example site").click()
    expect(page.get_by_role("heading", name="The wall: one link, everywhere")).to_be_visible(timeout=PATIENCE)
    page.reload()
    _save(page, "desk-wall")
    page.get_by_role("heading", name="Make it right").evaluate("heading => heading.scrollIntoView()")
    _save(page, "desk-fixes")
    page.goto(page.url.rstrip("/") + "/pages/")
    page.locator("main table a").first.click()
    page.wait_for_load_state()
    _save(page, "desk-page")
    return context


def _again(browser: Browser, desk: Desk, walked: BrowserContext) -> None:
    """The same wall in the dark, and on a phone."""
    address = next(page.url for page in walked.pages).partition("/pages/")[0] + "/"
    for name, width, height in (("desk-wall-dark", 1280, 800), ("desk-wall-phone", 390, 800)):
        context = browser.new_context(
            storage_state=walked.storage_state(),
            base_url=desk.address,
            viewport={"width": width, "height": height},
            color_scheme="dark" if "dark" in name else "light",
        )
        page = context.new_page()
        page.goto(address)
        _save(page, name)
        context.close()


def _save(page: Page, name: str) -> None:
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    small = picture.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE)
    small.save(OUT / f"{name}.png", optimize=True)
    print(OUT / f"{name}.png", (OUT / f"{name}.png").stat().st_size // 1000, "kB")


if __name__ == "__main__":
    main()
