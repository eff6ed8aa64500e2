"""A browser with a window in which somebody is signed in to a desk of this process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from footfall.apps.accounts.models import Person
from footfall.apps.accounts.rights import Role
from tests.desk.making import make_member, make_workspace

PATIENCE = 120_000
"""Milliseconds that a busy machine may take for a page; the first one imports most of the desk."""


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
    context.set_default_navigation_timeout(PATIENCE)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    yield context
    context.close()


@pytest.fixture
def page(desk: BrowserContext) -> Page:
    return desk.new_page()
