"""A real Hugo site of a thousand posts: every sown fault is found, nothing else of its kind, and the fix mends it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.live import hugo
from tests.live.commands import GRAVE, audited, fired, footfall

pytestmark = [pytest.mark.heavy, pytest.mark.counterpart("hugo")]
POSTS = int(os.environ.get("FOOTFALL_HUGO", "1000"))
SOWN = {*hugo.TAGS, "meta-duplicate-tags", "image-relative-url"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> hugo.Site:
    return hugo.built(tmp_path_factory.mktemp("hugo"), POSTS)


def audit(site: hugo.Site, state: Path) -> dict[str, dict[str, Any]]:
    report = audited(site.folder, "--url", hugo.SITE, state=state)
    return {page["url"]: page for page in report["pages"]}


def test_sown_faults_are_found_and_mended(site: hugo.Site, tmp_path: Path) -> None:
    before = audit(site, tmp_path)
    for post in site.posts:
        assert fired(before[post.url]) & SOWN == post.faults, post
        assert ("perf-tags-beyond-window" in fired(before[post.url])) == (post.padding > 0), post

    footfall("fix", site.folder, "--site-url", hugo.SITE, "--site-name", "Corner Bakery", "--write", state=tmp_path)
    after = audit(site, tmp_path)
    for post in site.posts:
        left = fired(after[post.url])
        assert not left & (SOWN - {"meta-og-image-missing"}), (post, left & SOWN)
        assert "perf-tags-beyond-window" not in left, post
        assert fired(after[post.url], *GRAVE) <= fired(before[post.url], *GRAVE), post
        assert after[post.url]["score"] >= before[post.url]["score"], post
    print(f"Hugo: {len(before)} pages, mean score {_mean(before):.0f} before, {_mean(after):.0f} after")

    unchanged = footfall("fix", site.folder, "--site-url", hugo.SITE, "--site-name", "Corner Bakery", state=tmp_path)
    assert unchanged == "", "a second run changes nothing"


def _mean(pages: dict[str, dict[str, Any]]) -> float:
    return sum(page["score"] for page in pages.values()) / len(pages)
