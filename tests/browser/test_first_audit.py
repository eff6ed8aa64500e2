"""The first five minutes, as a person has them: from the one-time link to a fix in the downloads folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect, sync_playwright

from footfall.smo.fixes import FixContext, fix_page
from tests.browser.running import SHOP, Desk, footfall_up
from tests.browser.watched import Watched, press, tab_to

pytestmark = [pytest.mark.heavy, pytest.mark.counterpart("chromium")]
OWNER = {"name": "Ada", "email": "ada@bakery.example", "password": "flour water salt time", "company": "Corner Bakery"}
LOOKS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
JUDGING = 120_000
"""Milliseconds that a busy machine may take to audit five pages."""
PATIENCE = 30_000
"""Milliseconds that it may take to answer."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with footfall_up(tmp_path_factory.mktemp("desk"), "--example", str(SHOP)) as running:
        yield running


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        found = playwright.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def owner(desk: Desk, browser: Browser) -> StorageState:
    """The signed-in owner, created by keyboard through the one-time link; the desk has one audit of the example."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    watched = Watched(page)
    page.goto(desk.owner_link)
    watched.check("welcome")
    for name, typed in OWNER.items():
        tab_to(page.locator(f"[name={name}]"))
        page.keyboard.type(typed)
    press(page.locator("main form button").last)
    expect(page.get_by_role("heading", level=1)).to_have_text("Which site is yours?")
    watched.check("add-first")
    page.goto(desk.address)
    watched.check("today-empty")
    press(page.get_by_role("button", name="Audit the example site"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("The example bakery")
    watched.check("audit-live")
    expect(page.get_by_role("heading", name="The wall: one link, everywhere")).to_be_visible(timeout=JUDGING)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def context(owner: StorageState, browser: Browser, desk: Desk) -> Iterator[Callable[..., BrowserContext]]:
    made: list[BrowserContext] = []

    def make(width: int = 1280, scheme: Any = "light", *, scripts: bool = True) -> BrowserContext:
        found = browser.new_context(
            storage_state=owner,
            base_url=desk.address,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
        )
        made.append(found)
        return found

    yield make
    for one in made:
        one.close()


def mended_shop_page(path: Path) -> None:
    """The file differs from the shop's page, states its title where consumers look, and needs nothing more."""
    data = path.read_bytes()
    assert data != (SHOP / "blog/rye-starter/index.html").read_bytes()
    assert b'property="og:title"' in data
    assert not fix_page("https://bakery.example/blog/rye-starter/", data, FixContext("https://bakery.example/")).edits


def test_from_the_wall_to_a_fix_by_keyboard_alone(context: Callable[..., BrowserContext], tmp_path: Path) -> None:
    page: Page = context().new_page()
    watched = Watched(page)
    page.goto("/")
    press(page.get_by_role("link", name="See the result"))
    expect(page.locator("article.tile").first).to_be_visible()
    assert page.locator("article.tile").count() == 24
    assert page.locator(".now-then").count() > 0, "no fix is shown before and after"
    press(page.get_by_role("navigation", name="This audit").get_by_role("link", name="Pages"))
    press(page.get_by_role("link", name="How do I keep a rye starter alive?"))
    expect(page.get_by_role("heading", name="Make it right")).to_be_visible()
    tab_to(page.get_by_role("link", name="Download the mended file"))
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "rye-starter.html"
    download.value.save_as(tmp_path / "rye-starter.html")
    mended_shop_page(tmp_path / "rye-starter.html")
    assert watched.troubles == []


def test_keys_lead_through_the_desk(context: Callable[..., BrowserContext]) -> None:
    page: Page = context().new_page()
    page.goto("/")
    page.keyboard.press("g")
    page.keyboard.press("s")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sites")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The example bakery")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_page_is_right_in_every_look(context: Callable[..., BrowserContext], width: int, scheme: str) -> None:
    page: Page = context(width, scheme).new_page()
    watched = Watched(page)

    def look(name: str, address: str) -> None:
        page.goto(address)
        watched.check(f"{name}-{width}-{scheme}")

    look("today", "/")
    desk = page.url.rstrip("/")
    look("sites", f"{desk}/sites/")
    look("add", f"{desk}/sites/add/")
    for name in ("", "history/", "compare/", "ignored/", "schedule/", "change/", "remove/", "ignore/share-none/"):
        look(f"site-{name.strip('/').replace('/', '-') or 'overview'}", f"{desk}/sites/1/{name}")
    for name in ("", "pages/", "failed/", "share/", "export/", "rules/meta-og-image-missing/"):
        look(f"audit-{name.strip('/').replace('/', '-') or 'result'}", f"{desk}/audits/1/{name}")
    look("pages-none", f"{desk}/audits/1/pages/?text=nowhere")
    page.goto(f"{desk}/audits/1/pages/")
    look("page", page.get_by_role("link", name="How do I keep a rye starter alive?").get_attribute("href") or "")
    page.locator("summary").evaluate_all("all => all.forEach(one => one.parentElement.open = true)")
    watched.check(f"page-unfolded-{width}-{scheme}")
    page.goto(f"{desk}/audits/1/share/")
    page.get_by_role("button", name="Make a link").click()
    link = page.locator("footfall-copy code").inner_text()
    watched.check(f"share-made-{width}-{scheme}")
    look("report", link)
    page.goto(f"{desk}/sites/add/")
    page.get_by_label("The address of your site").fill("http://127.0.0.1/")
    watched.troubles.clear()
    page.get_by_role("button", name="Audit it").click()
    expect(page.locator(".field-error")).to_be_visible()
    watched.troubles = [one for one in watched.troubles if "422" not in one]
    watched.check(f"add-refused-{width}-{scheme}")


def test_without_scripts_an_audit_ends_at_its_result(context: Callable[..., BrowserContext], tmp_path: Path) -> None:
    page: Page = context(scripts=False).new_page()
    page.goto("/")
    page.get_by_role("link", name="The example bakery").first.click()
    page.get_by_role("button", name="Audit now").click()
    expect(page.get_by_role("heading", name="The wall: one link, everywhere")).to_be_visible(timeout=JUDGING)
    page.get_by_role("link", name="Pages", exact=True).click()
    page.get_by_role("link", name="How do I keep a rye starter alive?").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the mended file").click()
    download.value.save_as(tmp_path / "rye-starter.html")
    mended_shop_page(tmp_path / "rye-starter.html")
    page.get_by_role("link", name="The example bakery").first.click()
    page.get_by_role("link", name="What changed").click()
    expect(page.get_by_role("heading", name="Still there")).to_be_visible()
