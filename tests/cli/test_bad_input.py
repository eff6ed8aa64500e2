"""Bad input, each with a clear sentence, no traceback, and the documented exit code."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.hostile_server import PAGE, serving

PROGRAM = [sys.executable, "-m", "footfall.cli.main"]


def footfall(*arguments: object, state: Path, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "FOOTFALL_STATE": str(state), "FOOTFALL_ONLY_LOOPBACK": "1"}
    command = [*PROGRAM, *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, env=environment, timeout=60)


def refused(done: subprocess.CompletedProcess[bytes], code: int, *words: str) -> None:
    """Ended with the code and one sentence that contains the words, and without a traceback."""
    said = done.stderr.decode()
    assert done.returncode == code, (done.returncode, said)
    assert "Traceback" not in said
    last = said.strip().splitlines()[-1]
    assert last.startswith("footfall: ")
    assert last.endswith(".")
    for word in words:
        assert word in said, said


def test_an_unreachable_host(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    refused(footfall("audit", f"http://127.0.0.1:{port}/", state=tmp_path), 3, "could not be audited")


def test_a_host_that_does_not_exist(tmp_path: Path) -> None:
    refused(footfall("audit", "https://nowhere.invalid/", state=tmp_path), 3, "nowhere.invalid")


def test_a_certificate_that_nobody_signed(tmp_path: Path) -> None:
    with serving(tls_folder=tmp_path) as address:
        refused(footfall("audit", f"{address}/good", state=tmp_path), 3, "certificate")


def test_a_redirect_loop(tmp_path: Path) -> None:
    with serving() as address:
        refused(footfall("audit", f"{address}/loop", state=tmp_path), 3, "redirect")


def test_a_page_of_ten_gigabytes_is_judged_by_its_beginning(tmp_path: Path) -> None:
    with serving() as address:
        done = footfall("audit", f"{address}/huge", "--format", "json", "--max-pages", 1, state=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    [page] = json.loads(done.stdout)["pages"]
    assert any(preview["title"] == "Sourdough in 10 steps" for preview in page["previews"])


def test_a_gzip_bomb_stops_at_the_limit(tmp_path: Path) -> None:
    with serving() as address:
        done = footfall("audit", f"{address}/bomb", "--format", "json", "--max-pages", 1, state=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert len(json.loads(done.stdout)["pages"]) == 1


def test_an_address_that_is_a_picture(tmp_path: Path) -> None:
    with serving() as address:
        done = footfall("audit", f"{address}/binary", state=tmp_path)
    assert done.returncode in (0, 3)
    assert b"Traceback" not in done.stderr


def test_robots_that_forbid_us(tmp_path: Path) -> None:
    with serving(forbids=True) as address:
        refused(footfall("audit", f"{address}/good", state=tmp_path), 3, "robots.txt")


def test_robots_that_forbid_us_on_a_site_of_our_own(tmp_path: Path) -> None:
    with serving(forbids=True) as address:
        done = footfall("audit", f"{address}/good", "--ignore-robots", "--max-pages", 1, state=tmp_path)
    assert done.returncode == 0, done.stderr.decode()


def test_a_private_address_under_the_guard(tmp_path: Path) -> None:
    with serving() as address:
        refused(footfall("audit", f"{address}/good", "--guard", state=tmp_path), 3, "allowed hosts")


def test_a_sitemap_of_a_million_addresses_is_bounded(tmp_path: Path) -> None:
    with serving() as address:
        done = footfall("audit", f"{address}/million.xml", "--max-pages", 5, "--format", "json", state=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert len(json.loads(done.stdout)["pages"]) == 5


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "empty", id="empty file"),
        pytest.param(b" \n\t ", "empty", id="blank file"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(100), "binary", id="binary file"),
    ],
)
def test_files_that_are_no_pages(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(data)
    refused(footfall("audit", path, state=tmp_path), 3, words)


def test_a_folder_without_html(tmp_path: Path) -> None:
    refused(footfall("audit", tmp_path, state=tmp_path), 3, "no HTML files")


def test_a_file_that_does_not_exist(tmp_path: Path) -> None:
    refused(footfall("audit", tmp_path / "nowhere.html", state=tmp_path), 3, "no file or folder")


def test_an_address_that_is_none(tmp_path: Path) -> None:
    refused(footfall("audit", "ftp://bakery.example/", state=tmp_path), 2, "neither an http nor an https address")
    refused(footfall("audit", "https://", state=tmp_path), 2, "not a web address")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\x1f\x8b" + random.Random(1).randbytes(500), id="noise after gzip's mark"),
        pytest.param(b"\x1f\x8b" + random.Random(27).randbytes(500), id="noise that unpacks to nothing"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_a_damaged_archive(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "pages.warc.gz"
    path.write_bytes(data)
    done = footfall("audit", path, state=tmp_path)
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
    assert b"WARC" in done.stderr


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"<head>" + b'<meta property="og:title" content="x">' * 100_000, id="100,000 metas"),
        pytest.param(b"<div>" * 100_000 + b"<title>deep</title>", id="deep nesting"),
        pytest.param('<meta charset="utf-16"><title>für</title>'.encode("cp1252"), id="wrong charset"),
        pytest.param(b'<meta charset="nonsense"><title>x</title>', id="unknown charset"),
        pytest.param(b"<" * 500_000, id="nothing but brackets"),
        pytest.param(b"<script type=application/ld+json>" + b"[" * 100_000, id="deep JSON-LD"),
        pytest.param(b"just words", id="no markup"),
    ],
)
def test_odd_pages_get_a_report(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(data)
    begun = time.monotonic()
    done = footfall("audit", path, "--format", "json", state=tmp_path)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    assert len(json.loads(done.stdout)["pages"]) == 1
    assert time.monotonic() - begun < 30


def test_standard_input(tmp_path: Path) -> None:
    done = footfall("audit", "-", "--url", "https://bakery.example/", "--format", "json", state=tmp_path, stdin=PAGE)
    assert json.loads(done.stdout)["pages"][0]["url"] == "https://bakery.example/"
    refused(footfall("audit", "-", state=tmp_path, stdin=b""), 3, "standard input is empty")


def test_fail_on_decides_the_exit_code(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE)
    assert footfall("audit", path, state=tmp_path).returncode == 0
    assert footfall("audit", path, "--fail-on", "critical", state=tmp_path).returncode == 1


def test_a_report_that_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE)
    refused(footfall("audit", path, "--out", path / "report.txt", state=tmp_path), 2, "can't be written")


def _until(condition: object, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "nothing happened in time"
        time.sleep(0.02)


def _crawling(tmp_path: Path, address: str, out: Path, delay: float) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "FOOTFALL_STATE": str(tmp_path / "state"), "FOOTFALL_ONLY_LOOPBACK": "1"}
    command = [*PROGRAM, "audit", f"{address}/million.xml", "--max-pages", "40", "--delay", str(delay), "--no-probes",
               "--format", "json", "--out", str(out)]  # fmt: skip
    return subprocess.Popen(command, stderr=subprocess.PIPE, env=environment)


def test_ctrl_c_leaves_a_partial_report(tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    with serving() as address:
        process = _crawling(tmp_path, address, out, 0.1)
        _until(lambda: sum(path.startswith("/good") for path in address.asked) >= 5)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130, said.decode()
    report = json.loads(out.read_text())
    assert report["partial"] is True
    assert 0 < len(report["pages"]) < 40


def test_a_killed_crawl_resumes(tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    with serving() as address:
        first = _crawling(tmp_path, address, out, 0.1)
        _until(lambda: sum(path.startswith("/good") for path in address.asked) >= 15)
        first.kill()
        first.communicate()
        asked_before = {path for path in address.asked if path.startswith("/good")}
        address.asked.clear()
        second = _crawling(tmp_path, address, out, 0.1)
        _, said = second.communicate(timeout=60)
    assert second.returncode == 0, said.decode()
    assert len(json.loads(out.read_text())["pages"]) == 40
    again = asked_before.intersection(address.asked)
    assert len(again) <= len(asked_before) // 2, "the second run fetched what the first had done"
