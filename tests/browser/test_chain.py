"""The flywheel once round, by `footfall up`: a post's short link, a copied address, a share button, and the tree."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from footfall.events.store import DuckStore
from footfall.flywheel.event import Channel, Kind
from footfall.flywheel.token import token_id
from tests.browser.pages import site
from tests.browser.running import footfall_up

pytestmark = [pytest.mark.heavy, pytest.mark.counterpart("chromium")]
ROOT = Path(__file__).parents[2]
POST = 41
WITHIN = 15.0
"""Seconds after the last visit until the tree must be whole."""
_CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"
AGENTS = (
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_CHROME} Safari/537.36",
    f"Mozilla/5.0 (Linux; Android 15; Pixel 9) {_CHROME} Mobile Safari/537.36",
    f"Mozilla/5.0 (X11; Linux x86_64) {_CHROME} Safari/537.36",
)


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
        yield found
        found.close()


def test_two_generations_from_a_post(browser: Browser, tmp_path: Path) -> None:
    with footfall_up(tmp_path) as desk, site(desk.address, number=1) as address:
        made = _seeded(tmp_path, desk.address, address)
        assert made["site"] == 1, "the pages name site 1"
        first, second, third = (_visitor(browser, agent) for agent in AGENTS)

        page = first.new_page()
        _open(page, f"{desk.address}/r/{made['code']}")
        assert page.url.startswith(f"{address}/plain/bread?")
        assert made["token"] not in page.url, "what brought the visit is not passed on"
        page.get_by_text("Copy the link").click()
        page.locator("[data-shared=copy]").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")

        page = second.new_page()
        page.goto(copied)
        with second.expect_page() as opened:
            page.get_by_text("Post it").click()
        opened.value.wait_for_url(re.compile(r"https://x\.com/"))
        posted = parse_qs(urlsplit(opened.value.url).query)["url"][0]

        page = third.new_page()
        page.goto(posted)
        until = time.monotonic() + WITHIN
        while len(rows := _events(tmp_path)) < 7 and time.monotonic() < until:
            page.wait_for_timeout(200)
        tree = _tree(tmp_path)
    _judge(rows, tree, root=token_id(made["token"]), shares=[_token(copied), _token(posted)])


def _judge(rows: list[dict[str, Any]], tree: list[dict[str, Any]], *, root: int, shares: list[int]) -> None:
    kinds = {kind: [row for row in rows if row["kind"] == kind] for kind in Kind}
    assert [len(kinds[kind]) for kind in (Kind.DELIVER, Kind.CLICK, Kind.VIEW, Kind.SHARE)] == [1, 1, 3, 2]
    assert {(row["root"], row["src_post"], row["path"]) for row in rows if row["kind"] in (Kind.VIEW, Kind.SHARE)} == {
        (root, POST, "/plain/bread")
    }
    assert [(row["gen"], row["via"], row["chan"]) for row in kinds[Kind.VIEW]] == [
        (1, root, Channel.POST),
        (2, shares[0], Channel.SHARED),
        (3, shares[1], Channel.SHARED),
    ]
    assert [(row["gen"], row["share"], row["net"]) for row in kinds[Kind.SHARE]] == [
        (1, shares[0], "copy"),
        (2, shares[1], "x"),
    ]
    assert [(row["token"], row["parent"], row["gen"], row["post"], row["visits"]) for row in tree] == [
        (root, 0, 0, POST, 1),
        (shares[0], root, 1, POST, 1),
        (shares[1], shares[0], 2, POST, 1),
    ]


def _seeded(data: Path, desk: str, address: str) -> dict[str, Any]:
    environment = {"FOOTFALL_DATA": str(data), "FOOTFALL_URL": desk, "FOOTFALL_ALLOW_PRIVATE": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.seed_chain", address, str(POST)],
        cwd=ROOT,
        env={**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "footfall.project.settings"},
        stdout=subprocess.PIPE,
        check=True,
    )
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def _visitor(browser: Browser, agent: str) -> BrowserContext:
    context = browser.new_context(user_agent=agent, permissions=["clipboard-read", "clipboard-write"])
    context.route(re.compile(r"https://.*"), lambda route: route.fulfill(body="the network's share page"))
    return context


def _open(page: Page, address: str) -> None:
    """A link made in another process is known within a second."""
    for _ in range(20):
        answer = page.goto(address)
        if answer is not None and answer.ok:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{address} was not known within two seconds")


def _token(address: str) -> int:
    return token_id(parse_qs(urlsplit(address).query)["s"][0])


def _events(data: Path) -> list[dict[str, Any]]:
    store = DuckStore(data / "events")
    try:
        return [dict(row) for row in store.run("SELECT * FROM events WHERE site = :site ORDER BY ts, id", {"site": 1})]
    finally:
        store.close()


def _tree(data: Path) -> list[dict[str, Any]]:
    anything = {"path": "", "net": "", "chan": -1, "campaign": "", "post": -1, "device": -1, "country": "", "gen": -1}
    store = DuckStore(data / "events")
    try:
        found = store.ask("tree", {"site": 1, "first": 0, "last": 99_999, "most": 100, **anything})
        return [dict(row) for row in found]
    finally:
        store.close()
