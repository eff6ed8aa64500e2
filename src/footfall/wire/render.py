"""The page as a browser sees it: Chromium opens it behind our address guard, and we read its tags after its scripts."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from contextlib import suppress

from footfall.page import parse_page
from footfall.wire.guard import Guard
from footfall.wire.proxy import GuardedProxy

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SECONDS = 30.0
SCRIPT_MILLISECONDS = 8000
"""Time that the page's scripts are given, by Chromium's virtual clock."""
MOST_BYTES = 20 * 1024 * 1024


def find_browser() -> str | None:
    """The path of a Chromium or Chrome on this machine, None when there is none."""
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


async def render(
    url: str, guard: Guard, *, from_public: bool = False, browser: str = ""
) -> tuple[tuple[str, str], ...] | None:
    """The og:, twitter: and title pairs of a page after its scripts ran, in order; None when that can't be told."""
    program = browser or find_browser()
    if program is None:
        return None
    async with GuardedProxy(guard, from_public=from_public) as proxy:
        with tempfile.TemporaryDirectory(prefix="footfall-browser-", ignore_cleanup_errors=True) as folder:
            try:
                html = await _dump(program, url, folder, proxy.port)
            except OSError:
                return None
    return tags_after_scripts(url, html) if html else None


def tags_after_scripts(url: str, html: bytes) -> tuple[tuple[str, str], ...]:
    """The pairs in a dumped document."""
    page = parse_page(url, html, content_type="text/html; charset=utf-8")
    pairs = [(meta.key, meta.value) for meta in page.metas if meta.key.startswith(("og:", "twitter:"))]
    return (("title", page.title), *pairs) if page.title else tuple(pairs)


def headless(program: str, folder: str, port: int) -> list[str]:
    """The beginning of a command line: a browser without a window that keeps everything in `folder`, tells nobody
    anything of its own accord, and reaches the network by the proxy at `port` of this machine only."""
    arguments = [
        program,
        "--headless",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--mute-audio",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--window-size=1280,800",
        f"--user-data-dir={folder}",
        f"--proxy-server=http://127.0.0.1:{port}",
        "--proxy-bypass-list=<-loopback>",
    ]
    if sys.platform == "linux" and os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium refuses to run as root with its sandbox.
    return arguments


def _arguments(program: str, url: str, folder: str, port: int) -> list[str]:
    dump = (f"--virtual-time-budget={SCRIPT_MILLISECONDS}", "--dump-dom", url)
    return [*headless(program, folder, port), *dump]


async def _dump(program: str, url: str, folder: str, port: int) -> bytes:
    process = await asyncio.create_subprocess_exec(
        *_arguments(program, url, folder, port),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={"PATH": os.environ.get("PATH", ""), "HOME": folder, "LANG": "C.UTF-8"},
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(SECONDS):
            output = await _read(process)
            await process.wait()
            return output
    except TimeoutError:
        return b""
    finally:
        await _end(process)


async def _read(process: asyncio.subprocess.Process) -> bytes:
    if process.stdout is None:
        return b""
    output = bytearray()
    while piece := await process.stdout.read(65536):
        output += piece
        if len(output) > MOST_BYTES:
            return b""
    return bytes(output)


async def _end(process: asyncio.subprocess.Process) -> None:
    """End the browser and the processes it started: they are a group of their own."""
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, 9)
    await process.wait()
