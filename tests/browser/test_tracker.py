"""The tracker in a real browser, on pages with a strict Content-Security-Policy: what it sends and leaves alone."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from footfall.flywheel.event import Kind
from footfall.flywheel.hit import Flag, Hit
from footfall.flywheel.token import is_made
from tests.browser.pages import site
from tests.edge.serving import Served

pytestmark = [pytest.mark.heavy, pytest.mark.counterpart("chromium")]
CAME = "zyxwvutsrqpA"


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=str(chromium), args=["--no-sandbox"], ignore_default_args=["--disable-back-forward-cache"]
        )
        yield found
        found.close()


@pytest.fixture
def met(tmp_path: Path) -> Iterator[tuple[Served, str]]:
    """The edge and the site that it measures."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    edge = Served(tmp_path, EDGE_HOSTS=f"127.0.0.1:{port}")
    try:
        edge.wait()
        with site(f"http://127.0.0.1:{edge.port}", port=port) as address:
            yield edge, address
    finally:
        edge.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    found = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    found.route(re.compile(r"https://.*"), lambda route: route.fulfill(body="the network's share page"))
    yield found
    found.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    found = context.new_page()
    troubles: list[str] = []
    found.on("pageerror", lambda error: troubles.append(str(error)))
    found.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    yield found
    assert troubles == []


def token_in(address: str) -> str:
    return parse_qs(urlsplit(address).query)["s"][0]


def wait_for(page: Page, done: Callable[[], bool]) -> None:
    for _ in range(800):
        if done():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not happen within forty seconds")


def test_a_view_is_told_and_nothing_is_left_on_the_device(met: tuple[Served, str], page: Page) -> None:
    edge, address = met
    page.goto(f"{address}/plain/a?size=2")
    [hit] = edge.come(1)
    assert (hit.kind, hit.url, hit.n) == (Kind.VIEW, f"{address}/plain/a?size=2", 1)
    assert Flag(hit.flags) == Flag.TRACKED
    assert is_made(hit.token)
    assert hit.visitor
    assert "Chrome" in hit.agent
    page.get_by_text("Copy the link").click()
    edge.come(2)
    assert page.context.cookies() == []
    kept = "[localStorage, sessionStorage, await indexedDB.databases(), await caches.keys()]"
    assert page.evaluate(f"async () => {kept}.map(each => each.length)") == [0, 0, 0, 0]
    assert page.url == f"{address}/plain/a?size=2", "the address bar stays as it was"


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        (f"?s={CAME}", ""),
        (f"?size=2&s={CAME}#part", "?size=2#part"),
        (f"?s={CAME}&fbclid=abc", "?fbclid=abc"),
        (f"#s={CAME}", ""),
        ("?s=architecture", "?s=architecture"),
    ],
)
def test_the_token_that_came_is_told_and_leaves_the_address_bar(
    met: tuple[Served, str], page: Page, asked: str, left: str
) -> None:
    edge, address = met
    page.goto(f"{address}/plain/a{asked}")
    [hit] = edge.come(1)
    assert hit.via == (CAME if CAME in asked else "")
    assert page.url == f"{address}/plain/a{left}"
    assert page.evaluate("document.querySelector('link[rel=canonical]').href") == f"{address}/plain/a"


def test_buttons_share_the_clean_address_with_the_views_token(met: tuple[Served, str], page: Page) -> None:
    edge, address = met
    page.goto(f"{address}/plain/a?utm_source=x&s={CAME}")
    [view] = edge.come(1)
    for label, net in (("Post it", "x"), ("Facebook", "facebook")):
        with page.context.expect_page() as opened:
            page.get_by_text(label).click()
        opened.value.wait_for_url(re.compile(rf"https://(www\.)?{net}\.com/"))
        assert f"%26s%3D{view.token}" in opened.value.url or f"%3Fs%3D{view.token}" in opened.value.url
        assert opened.value.evaluate("window.opener") is None
    _, first, second = edge.come(3)
    assert [(hit.kind, hit.net, hit.token, hit.n) for hit in (first, second)] == [
        (Kind.SHARE, "x", view.token, 2),
        (Kind.SHARE, "facebook", view.token, 3),
    ]
    assert first.url == f"{address}/plain/a?s={view.token}"


def test_copy_puts_the_address_on_the_clipboard(met: tuple[Served, str], page: Page) -> None:
    edge, address = met
    page.goto(f"{address}/plain/a")
    page.get_by_text("Copy the link").click()
    view, share = edge.come(2)
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}/plain/a?s={view.token}"
    assert (share.kind, share.net, share.token) == (Kind.SHARE, "copy", view.token)
    assert page.locator("[data-shared=copy]").count() == 1, "so that the page can say that it was copied"
    page.get_by_text("Copy another").click()
    assert edge.come(3)[2].url == f"{address}/plain/another?s={view.token}"


def test_where_the_clipboard_is_shut_the_visitor_copies_by_hand(met: tuple[Served, str], page: Page) -> None:
    edge, address = met
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('shut'))")
    shown: list[str] = []
    page.on("dialog", lambda dialog: (shown.append(dialog.default_value), dialog.accept())[0])
    page.goto(f"{address}/plain/a")
    page.get_by_text("Copy the link").click()
    view, share = edge.come(2)
    assert shown == [f"{address}/plain/a?s={view.token}"]
    assert share.net == "copy"


def test_the_native_sheet_counts_only_when_it_was_used(met: tuple[Served, str], page: Page) -> None:
    edge, address = met
    page.add_init_script(
        "navigator.share = said => { window.said = said; return window.closed ? Promise.reject(new DOMException('no',"
        " 'AbortError')) : Promise.resolve(); }; window.closed = false;".replace("closed", "shutIt")
    )
    page.goto(f"{address}/plain/a")
    page.evaluate("window.shutIt = true")
    page.get_by_text("Share", exact=True).click()
    page.evaluate("window.shutIt = false")
    page.get_by_text("Share", exact=True).click()
    view, share = edge.come(2)
    assert (share.net, share.n) == ("native", 2), "the closed sheet was no share"
    assert token_in(page.evaluate("window.said.url")) == view.token


def test_without_a_native_sheet_the_address_is_copied(met: tuple[Served, str], page: Page) -> None:
    edge, address = met
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'share', {value: undefined})")
    page.goto(f"{address}/plain/a")
    page.get_by_text("Share", exact=True).click()
    assert edge.come(2)[1].net == "copy"


def test_pages_of_an_application_are_views_of_their_own(met: tuple[Served, str], page: Page) -> None:
    edge, address = met
    page.goto(f"{address}/plain/a")
    edge.come(1)
    page.evaluate("history.pushState({kept: 1}, '', '/plain/b?size=1')")
    page.evaluate("history.pushState(null, '', '#part')")
    page.evaluate("history.replaceState(null, '', '/plain/b?size=1')")
    edge.come(2)
    page.evaluate("history.back()")
    page.evaluate("new Promise(done => setTimeout(done, 300))")
    page.evaluate("history.back()")
    hits = edge.come(3)
    assert [hit.url for hit in hits] == [f"{address}/plain/a", f"{address}/plain/b?size=1", f"{address}/plain/a"]
    assert [hit.referrer for hit in hits] == ["", f"{address}/plain/a", f"{address}/plain/b?size=1"]
    assert [hit.n for hit in hits] == [1, 1, 1]
    assert len({hit.token for hit in hits}) == 3


def test_a_page_that_comes_back_from_the_cache_is_seen_anew(met: tuple[Served, str], page: Page) -> None:
    edge, address = met
    page.goto(f"{address}/plain/a")
    page.evaluate("window.mark = 'kept'")
    page.get_by_text("Next").click()
    edge.come(2)
    page.evaluate("history.back()")
    hits = edge.come(3)
    wait_for(page, lambda: page.url == f"{address}/plain/a")
    assert page.evaluate("window.mark") == "kept", "it came from the back/forward cache"
    assert hits[2].url == f"{address}/plain/a"
    assert hits[2].token != hits[0].token


def test_the_address_bar_carries_a_token_only_where_the_owner_wants_it(met: tuple[Served, str], page: Page) -> None:
    edge, address = met
    page.goto(f"{address}/hash/a?size=2&s={CAME}")
    [view] = edge.come(1)
    assert page.url == f"{address}/hash/a?size=2#s={view.token}"
    page.goto(f"{address}/hash/b#part")
    assert edge.come(2)[1].via == ""
    assert page.url == f"{address}/hash/b#part", "a fragment of the page's own is left alone"


def test_consent_keeps_an_id_and_withdrawing_it_forgets(met: tuple[Served, str], page: Page) -> None:
    edge, address = met
    page.goto(f"{address}/plain/a")
    page.evaluate("footfall.consent(true)")
    page.evaluate("footfall.track('watched', {seconds: 3})")
    page.goto(f"{address}/agreed/b")
    page.evaluate("footfall.consent(false)")
    page.evaluate("footfall.track('closed')")
    passing, told, agreed, left = edge.come(4)
    assert [Flag.CONSENT in Flag(hit.flags) for hit in (passing, told, agreed, left)] == [False, True, True, False]
    assert told.visitor == agreed.visitor != passing.visitor == left.visitor
    assert page.evaluate("localStorage.length") == 0
    assert told.more == '{"goal":"watched","props":{"seconds":3}}'


def test_consent_under_global_privacy_control_keeps_nothing(met: tuple[Served, str], page: Page) -> None:
    edge, address = met
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {value: true})")
    page.context.set_extra_http_headers({"Sec-GPC": "1"})
    page.goto(f"{address}/agreed/a")
    [hit] = edge.come(1)
    assert page.evaluate("localStorage.length") == 0
    assert (hit.visitor, hit.former, Flag(hit.flags)) == (0, 0, Flag.TRACKED | Flag.SILENT)


def test_the_scripts_functions(met: tuple[Served, str], page: Page) -> None:
    edge, address = met
    page.goto(f"{address}/plain/a")
    page.evaluate("footfall.identify('customer 7')")
    page.evaluate("footfall.track('convert', {goal: 'lead', value: 100, currency: 'EUR'})")
    page.evaluate("footfall.share('discord', {place: 'footer'})")
    view, convert, share = edge.come(3)
    assert (convert.kind, convert.more) == (Kind.CONVERT, '{"goal":"lead","value":100,"currency":"EUR"}')
    assert (share.kind, share.net, share.more) == (Kind.SHARE, "discord", '{"props":{"place":"footer"}}')
    assert convert.visitor == share.visitor != view.visitor
    assert page.evaluate("footfall.link('/plain/b?a=1#part')") == f"{address}/plain/b?a=1&s={view.token}#part"


def test_what_is_said_last_survives_the_page(met: tuple[Served, str], context: BrowserContext) -> None:
    edge, address = met
    for number in range(3):
        page = context.new_page()
        page.goto(f"{address}/plain/{number}")
        page.evaluate("footfall.track('leaving')")
        page.close()
    assert sum(hit.kind == Kind.ENGAGE for hit in edge.come(6)) == 3


def test_what_could_not_be_taken_is_sent_again_and_counts_once(
    met: tuple[Served, str], context: BrowserContext
) -> None:
    edge, address = met
    times: list[str] = []

    def busy(route: Route) -> None:
        times.append(str(route.request.post_data))
        if len(times) == 1:
            route.fulfill(status=503, headers={"access-control-allow-origin": "*"})
        elif len(times) == 2:
            route.abort()
        else:
            route.continue_()

    context.route("**/e", busy)
    page = context.new_page()
    page.goto(f"{address}/plain/a")
    wait_for(page, lambda: bool(edge.hits()))
    [hit] = edge.hits()
    assert times == [times[0]] * 3
    assert hit.token in times[0]


def test_the_page_works_when_the_tracker_is_blocked(met: tuple[Served, str], context: BrowserContext) -> None:
    edge, address = met
    context.route("**/f.js", lambda route: route.abort())
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}/plain/a")
    page.get_by_text("Copy the link").click()
    page.get_by_text("Facebook").click()
    page.wait_for_url("https://www.facebook.com/sharer/**")
    assert errors == []
    assert edge.hits() == []


def test_a_blocked_collector_does_not_hinder_sharing(met: tuple[Served, str], context: BrowserContext) -> None:
    edge, address = met
    context.route("**/e", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{address}/plain/a")
    page.get_by_text("Copy the link").click()
    wait_for(page, lambda: "?s=" in str(page.evaluate("navigator.clipboard.readText()")))
    hits: list[Hit] = edge.hits()
    assert hits == []
