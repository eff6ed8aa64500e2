"""Crawl and audit a site on loopback, beside a Scrapy spider with extruct and beside advertools."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path

from bench.figures import SMALL, Section, run, table

SPIDER = """
import logging, sys, extruct, scrapy
from scrapy.crawler import CrawlerProcess
class Spider(scrapy.Spider):
    name = "spider"
    start_urls = [sys.argv[1]]
    def parse(self, response):
        data = extruct.extract(response.text, base_url=response.url, syntaxes=["opengraph", "json-ld"], errors="ignore")
        yield {"url": response.url, "title": response.css("title::text").get(), "data": data}
        yield from response.follow_all(css="a[href]")
process = CrawlerProcess({"ROBOTSTXT_OBEY": True, "LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False,
    "CONCURRENT_REQUESTS": 16, "CONCURRENT_REQUESTS_PER_DOMAIN": 16, "DOWNLOAD_DELAY": 0,
    "OFFSITE_ENABLED": True, "FEEDS": {sys.argv[2]: {"format": "jsonlines"}}})
Spider.allowed_domains = ["127.0.0.1"]
process.crawl(Spider)
process.start()
"""
ADVERTOOLS = """
import sys, advertools
advertools.crawl(sys.argv[1], sys.argv[2], follow_links=True, allowed_domains=["127.0.0.1"], custom_settings={
    "LOG_LEVEL": "ERROR", "ROBOTSTXT_OBEY": True, "CONCURRENT_REQUESTS": 16, "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "DOWNLOAD_DELAY": 0, "TELNETCONSOLE_ENABLED": False})
"""


def measure() -> Section:
    pages = 200 if SMALL else 2_000
    rounds = 1 if SMALL else 3
    rows: dict[str, list[float]] = {"footfall": [], "scrapy": [], "advertools": []}
    counts: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder, site(pages) as address:
        os.environ["FOOTFALL_STATE"] = folder
        for number in range(rounds):
            for name, command, out in _commands(address, Path(folder), number, pages):
                cost = run(command)
                counts[name] = _count(name, out)
                rows[name].append(cost.cpu / counts[name] * 1000)
    median = {name: sorted(values)[len(values) // 2] for name, values in rows.items()}
    table_rows = [
        ["Footfall", counts["footfall"], f"{median['footfall']:.2f}", "1.0", WORK["footfall"]],
        [
            f"Scrapy {metadata.version('scrapy')} + extruct",
            counts["scrapy"],
            f"{median['scrapy']:.2f}",
            f"{median['scrapy'] / median['footfall']:.1f}",
            WORK["scrapy"],
        ],
        [
            f"advertools {metadata.version('advertools')}",
            counts["advertools"],
            f"{median['advertools']:.2f}",
            f"{median['advertools'] / median['footfall']:.1f}",
            WORK["advertools"],
        ],
    ]
    text = f"A made-up site of {pages:,} pages of about 25 kB on loopback, robots.txt obeyed; CPU milliseconds a page "
    text += f"of the whole program, start included, median of {rounds} interleaved rounds.\n\n"
    text += table(["tool", "pages", "CPU ms/page", "to Footfall", "its work"], table_rows)
    return Section(
        "Crawl and audit",
        text,
        [
            ("at most a third of a Scrapy spider with extruct", median["footfall"] <= median["scrapy"] / 3),
            ("at most a sixth of advertools", median["footfall"] <= median["advertools"] / 6),
        ],
    )


WORK = {
    "footfall": "all rules and previews, robots.txt obeyed, JSON report, resumable state; nothing else asked",
    "scrapy": "Open Graph and JSON-LD extracted, links followed, JSON lines; no judgement",
    "advertools": "its fixed set of page elements and headers, links followed, JSON lines; no judgement",
}


def _commands(address: str, folder: Path, number: int, pages: int) -> Iterator[tuple[str, list[str], Path]]:
    out = folder / f"footfall{number}.json"
    program = str(Path(sys.executable).with_name("footfall"))
    yield "footfall", [program, "audit", address, "--max-pages", str(pages + 1), "--format", "json", "--no-probes",
                       "--out", str(out), "--fresh", "--quiet"], out  # fmt: skip
    out = folder / f"scrapy{number}.jl"
    yield "scrapy", [sys.executable, "-c", SPIDER, address, str(out)], out
    out = folder / f"advertools{number}.jl"
    yield "advertools", [sys.executable, "-c", ADVERTOOLS, address, str(out)], out


def _count(name: str, out: Path) -> int:
    if name == "footfall":
        return len(json.loads(out.read_text())["pages"])
    return sum(1 for _ in out.open())


@contextmanager
def site(pages: int) -> Iterator[str]:
    """The server in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "bench.server", str(pages), str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        server.stdout.readline()
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=10)
