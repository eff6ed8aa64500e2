"""The places of insights in a real browser: both schemes, two widths, axe, the console, no script, keyboard alone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from footfall.apps.accounts.models import Person, Workspace
from footfall.events.loading import load
from footfall.events.opening import open_store
from tests.browser.watched import Watched, press
from tests.desk.measured import HOSTILE, NUMBER, asking, counted_site
from tests.desk.planted import planted

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.counterpart("chromium"),
    pytest.mark.django_db(transaction=True),
]
PLACES = {
    "today": "",
    "overview": "insights/",
    "sources": "insights/sources/",
    "pages": "insights/pages/",
    "page": "insights/page/?path=/blog/sourdough-in-10-steps",
    "campaigns": "insights/campaigns/",
    "funnel": "insights/funnel/",
    "sharing": "insights/sharing/",
    "evergreen": "insights/evergreen/",
    "attribution": "insights/attribution/",
    "live": "insights/live/",
    "mail": "insights/mail/",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four weeks of the bakery, with a page whose name would like to be a script."""
    made = tmp_path_factory.mktemp("events")
    events = planted(NUMBER, int(time.time() * 1000), days=28, a_day=25)
    load(made, [*events, events[-1]._replace(path=HOSTILE)])
    return made


@pytest.fixture
def counted(folder: Path, baker: Person) -> Iterator[None]:
    """The baker's site has these events."""
    counted_site(Workspace.objects.get(slug="bakery"))
    store = open_store(folder)
    with asking(store):
        yield
    store.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_place_is_accessible(counted: None, page: Page, scheme: Any, width: int) -> None:
    watched = Watched(page)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for name, path in PLACES.items():
        page.goto(f"/w/bakery/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        watched.check(f"insights-{name}-{width}-{scheme}")


def test_without_events_every_place_is_accessible_too(tmp_path: Path, baker: Person, page: Page) -> None:
    counted_site(Workspace.objects.get(slug="bakery"))
    watched, store = Watched(page), open_store(tmp_path)
    with asking(store):
        for name, path in PLACES.items():
            page.goto(f"/w/bakery/{path}")
            watched.check(f"insights-empty-{name}")
    store.close()


def test_the_way_from_today_to_a_share_tree_by_keyboard(counted: None, page: Page) -> None:
    page.goto("/w/bakery/")
    press(page.get_by_role("link", name="Which pages are passed on"))
    page.wait_for_url("**/insights/pages/?site=*")
    press(page.locator("table.chart-bars a").first)
    expect(page.get_by_role("heading", name="Who passed it on")).to_be_visible()
    expect(page.get_by_role("region", name="How /blog/sourdough-in-10-steps was passed on")).to_be_visible()
    press(page.get_by_role("link", name="90 days"))
    page.wait_for_url("**path=**days=90")


def test_filters_work_without_javascript(
    counted: None, browser: Browser, desk: BrowserContext, live_server: LiveServer
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(desk.storage_state()["cookies"])  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/w/bakery/insights/sources/")
    page.get_by_text("Other site, days and filters").click()
    page.get_by_label("Channel", exact=True).select_option(label="Visitors' shares")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("list", name="Filters")).to_contain_text("channel Visitors' shares")
    page.get_by_role("link", name="channel Visitors' shares").click()
    expect(page.get_by_role("list", name="Filters")).to_have_count(0)
    context.close()
