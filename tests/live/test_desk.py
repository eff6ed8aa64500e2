"""A thousand pages of Hugo and a WordPress, audited at a real desk by real workers: watched, stopped, killed."""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from footfall.apps.accounts.models import Deed
from footfall.apps.sites.models import Audit, AuditState
from footfall.apps.work.models import LIFE, Worker
from tests.faults.desks import ALIAS, Home, until
from tests.live import hugo
from tests.live.commands import audited, fired
from tests.live.wordpress import running

pytestmark = pytest.mark.heavy
POSTS = int(os.environ.get("FOOTFALL_HUGO", "1000"))
PAGES = POSTS + 3
"""The posts, the front page, the list of posts, and the page to which the last post links in vain."""
PRIVATE = {"FOOTFALL_ALLOW_PRIVATE": "1"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, hugo.Site]]:
    """A Hugo site on loopback: its address, and what was sown in it."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    built = hugo.built(tmp_path_factory.mktemp("hugo"), POSTS, address=address)
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "-d", str(built.folder)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: listens(port), what="the web server")
        yield address, built
    finally:
        server.terminate()
        server.wait(10)


def listens(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def do(home: Home, *words: object) -> Any:
    """A deed at the desk."""
    command = [sys.executable, "-m", "tests.live.deeds", *map(str, words)]
    done = subprocess.run(command, env=home.environment | PRIVATE, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def worker_of(home: Home) -> subprocess.Popen[str]:
    return home.start("worker", "--queue", "audits", **PRIVATE)


def looked_at(audit: int) -> Audit:
    return Audit.objects.using(ALIAS).get(pk=audit)


def done_at_least(audit: int, pages: int) -> None:
    until(lambda: looked_at(audit).pages_done >= pages, 120, f"{pages} pages")


def ended(audit: int) -> Audit:
    until(lambda: looked_at(audit).is_over, 600, "the audit to end")
    return looked_at(audit)


def rules_of(audit: Audit) -> dict[str, tuple[int, int]]:
    return {row.rule: (row.pages, row.findings) for row in audit.rule_counts.all()}


def check_whole(audit: Audit) -> None:
    """Every page once, and all counters as the rows have it."""
    assert (audit.state, audit.problem) == (AuditState.DONE, "")
    urls = Counter(audit.pages.values_list("url", flat=True))
    assert len(urls) == PAGES
    assert set(urls.values()) == {1}
    assert (audit.pages_done, audit.pages_known) == (PAGES, PAGES + audit.pages_failed)
    found = Counter(audit.findings.values_list("rule", flat=True))
    assert {rule: findings for rule, (_pages, findings) in rules_of(audit).items()} == dict(found)
    assert Counter(audit.tally) == Counter(audit.findings.values_list("severity", flat=True))


@pytest.mark.counterpart("hugo")
def test_a_thousand_pages_appear_as_they_are_judged(home: Home, site: tuple[str, hugo.Site], tmp_path: Path) -> None:
    address, built = site
    worker = worker_of(home)
    until(lambda: Worker.objects.using(ALIAS).exists(), what="the worker")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    audit = do(home, "start", address, 2 * POSTS)
    asked = looked_at(audit).asked_at
    until(lambda: looked_at(audit).pages.exists(), what="the first page")
    first = (timezone.now() - asked).total_seconds()
    seen: list[tuple[int, int]] = []
    while not (now := looked_at(audit)).is_over:
        assert now.pages_done <= now.pages.count(), "what is counted is there"
        seen.append((now.pages_done + now.pages_failed, now.pages_known))
        time.sleep(0.1)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(60) == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    whole = looked_at(audit)
    check_whole(whole)
    assert whole.ended_at is not None
    assert whole.began_at is not None
    assert all(done <= known <= PAGES + whole.pages_failed for done, known in seen)
    assert [done for done, _known in seen] == sorted(done for done, _known in seen)
    assert first < 4, "half a second of the worker's look, the site's first answer, half a second of a batch"

    for post in built.posts[:50]:
        row = whole.pages.get(url=post.url)
        sown = {rule for rule in post.faults if rule.startswith("meta-og-")}
        assert set(row.findings.values_list("rule", flat=True)) & set(hugo.TAGS) >= sown, post
    seconds = (whole.ended_at - whole.began_at).total_seconds()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"Desk, Hugo: {PAGES} pages in {seconds:.0f} s, first after {first:.1f} s, {cpu / PAGES * 1000:.1f} ms CPU each"
    )

    report = audited(address, "--max-pages", 2 * POSTS, state=tmp_path)
    mine = {row.url: set(row.findings.values_list("rule", flat=True)) for row in whole.pages.all()}
    theirs = {page["url"]: fired(page) for page in report["pages"]}
    assert mine.keys() == theirs.keys()
    timed = {"perf-slow-html", "perf-slow-image"}
    different = {url for url in mine if (mine[url] ^ theirs[url]) - timed - fired_deep(mine[url] ^ theirs[url])}
    assert not different, f"the desk and the command line disagree on {sorted(different)[:3]}"


def fired_deep(rules: set[str]) -> set[str]:
    """Rules whose facts are asked of the first pages only, or which need whole pictures: the two runs differ there."""
    return {rule for rule in rules if rule.startswith(("crawl-ua", "image-text", "image-is-logo"))}


@pytest.mark.counterpart("hugo")
def test_stopping_keeps_what_is_done(home: Home, site: tuple[str, hugo.Site]) -> None:
    worker_of(home)
    audit = do(home, "start", site[0], 2 * POSTS)
    done_at_least(audit, POSTS // 10)
    do(home, "stop", audit)
    stopped = ended(audit)
    asked = Deed.objects.using(ALIAS).get(verb="audit.stopped").at
    assert stopped.ended_at is not None
    took = (stopped.ended_at - asked).total_seconds()
    assert stopped.state == AuditState.STOPPED
    assert POSTS // 10 <= stopped.pages_done < PAGES
    assert stopped.pages.count() == stopped.pages_done
    assert stopped.score is not None
    assert took < 3
    print(f"Desk, Hugo: stopped {took:.1f} s after it was asked, {stopped.pages_done} pages kept")


@pytest.mark.counterpart("hugo")
def test_killed_and_handed_back_and_still_complete(home: Home, site: tuple[str, hugo.Site]) -> None:
    first = worker_of(home)
    audit = do(home, "start", site[0], 2 * POSTS)
    done_at_least(audit, POSTS // 5)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    killed = looked_at(audit)
    Worker.objects.using(ALIAS).update(seen_at=timezone.now() - LIFE - timedelta(seconds=1))  # Half a minute later.
    second = worker_of(home)
    done_at_least(audit, killed.pages_done + POSTS // 5)
    second.send_signal(signal.SIGTERM)
    begun = time.monotonic()
    assert second.wait(30) == 0
    handed = time.monotonic() - begun
    between = looked_at(audit)
    assert between.state == AuditState.RUNNING
    assert between.pages.count() == between.pages_done
    worker_of(home)
    whole = ended(audit)
    check_whole(whole)
    print(
        f"Desk, Hugo: killed at {killed.pages_done} pages, handed back at {between.pages_done} in {handed:.1f} s, "
        f"whole at {whole.pages_done}"
    )


@pytest.mark.counterpart("wordpress")
def test_wordpress_is_audited_mended_and_compared(home: Home, tmp_path: Path) -> None:
    with running(tmp_path) as wordpress:
        worker_of(home)
        older = ended(do(home, "start", wordpress.address, 50))
        assert (older.state, older.problem) == (AuditState.DONE, "")
        before = older.pages.get(url=wordpress.post)
        assert "meta-og-title-missing" in set(before.findings.values_list("rule", flat=True))

        block = do(home, "snippet", older.pk, wordpress.post)
        assert 'property="og:title" content="Sourdough in 10 steps' in block
        wordpress.add_to_head(block)
        newer = ended(do(home, "start", wordpress.address, 50))
        after = newer.pages.get(url=wordpress.post)
        assert after.score > before.score
        change = do(home, "compare", older.pk, newer.pk)
        assert wordpress.post in change["gone"]["meta-og-title-missing"]
        print(
            f"Desk, WordPress: {older.pages_done} pages, the mended post {before.score} before and {after.score} "
            f"after, the site {older.score} and {newer.score}"
        )
