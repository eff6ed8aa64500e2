"""The desk's components, frame and entrance in a real browser: seen, heard, by keyboard, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from footfall.apps.accounts.models import Person
from footfall.apps.accounts.rights import Role
from tests.browser.watched import Watched
from tests.desk.making import PASSWORD, make_member, make_workspace

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.counterpart("chromium"),
    pytest.mark.django_db(transaction=True),
]
SIZES = [(1280, 900), (390, 844)]


@pytest.fixture(scope="module")
def browser(chromium: Path, django_db_setup: None) -> Iterator[Browser]:
    """Begins after the database: Playwright keeps an event loop in this thread, which Django takes for async code."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        found = playwright.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def baker(browser: Browser, transactional_db: None) -> Person:
    """The owner of a workspace."""
    return make_member(make_workspace("Corner Bakery", slug="bakery"), Role.OWNER)


@pytest.fixture
def desk(browser: Browser, baker: Person, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A window in which the baker is signed in."""
    client = Client()
    client.force_login(baker)
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    yield context
    context.close()


@pytest.fixture
def page(desk: BrowserContext) -> Page:
    return desk.new_page()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}px")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(page: Page, scheme: Any, size: tuple[int, int]) -> None:
    watched = Watched(page)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for name, path in (("style-page", "/ui/"), ("two-step", "/account/2fa/"), ("sessions", "/account/sessions/")):
        page.goto(path)
        watched.check(f"{name}-{size[0]}-{scheme}")
    page.context.clear_cookies()
    page.goto("/account/login/")
    watched.check(f"login-{size[0]}-{scheme}")
    page.goto("/no-such-thing/")
    assert [trouble for trouble in watched.troubles if "404" not in trouble] == []
    watched.troubles.clear()
    watched.check(f"not-found-{size[0]}-{scheme}")


def test_axe_would_notice(page: Page) -> None:
    page.goto("/account/logout/")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == ["button-name"]


def test_the_menu_opens_without_javascript(browser: Browser, desk: BrowserContext, live_server: LiveServer) -> None:
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    context.add_cookies(desk.storage_state()["cookies"])  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/ui/")
    sites = page.get_by_role("navigation", name="Main").get_by_role("link", name="Sites")
    expect(sites).to_be_hidden()
    page.get_by_text("Menu", exact=True).click()
    expect(sites).to_be_visible()
    context.close()


def test_the_keyboard_alone(page: Page) -> None:
    page.goto("/ui/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("searchbox").blur()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Sourdough in 10 steps")).to_be_focused()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Opening hours")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.wait_for_url("**/w/bakery/sites/")


def test_the_copy_button_says_what_it_did(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/ui/")
    button = page.locator(".example-box:not([inert]) footfall-copy button").first
    button.click()
    expect(button).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "https://footfall.example/r/7hK2"


def test_a_fragment_that_fails_is_said(page: Page) -> None:
    page.goto("/ui/")
    page.evaluate("htmx.ajax('GET', '/no-such-thing/', 'main')")
    expect(page.get_by_role("alert")).to_contain_text("no longer there")


def test_a_passkey_is_added_and_signs_in(page: Page, baker: Person) -> None:
    watched = Watched(page)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    page.goto("/account/2fa/webauthn/add/")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name").fill("Laptop")
    page.get_by_role("button", name=re.compile("^Add")).click()
    page.wait_for_url(re.compile("/account/2fa/(?!webauthn/add)"))

    page.context.clear_cookies()
    page.goto("/account/login/")
    page.get_by_role("button", name=re.compile("passkey")).click()
    page.wait_for_url("**/w/bakery/")
    expect(page.locator(".side-foot summary")).to_contain_text(str(baker))
    assert watched.troubles == []


def test_paper_shows_the_content_alone(page: Page) -> None:
    page.goto("/ui/")
    page.emulate_media(media="print")
    expect(page.locator(".side")).to_be_hidden()
    expect(page.get_by_role("heading", name="Components", exact=True)).to_be_visible()
