"""A crawl that is killed in the middle, and continues."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from tests.wire.conftest import serving
from tests.wire.sites import SmallSite, links

PAGES = 200
SCRIPT = Path(__file__).with_name("crawling_process.py")


async def start(url: str, state: Path) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, str(SCRIPT), url, str(state), stdout=asyncio.subprocess.PIPE
    )


async def lines_of(process: asyncio.subprocess.Process, most: int = 10**6) -> list[tuple[str, str, int]]:
    """(kept or new, address, bytes) of the next lines that the crawl prints."""
    assert process.stdout is not None
    found: list[tuple[str, str, int]] = []
    while len(found) < most and (line := await process.stdout.readline()):
        word, address, size = line.decode().split()
        found.append((word, address, int(size)))
    return found


async def test_killed_twice_and_still_complete(tmp_path: Path) -> None:
    site = SmallSite(
        {f"/{n}": links(f"/{2 * n + 1}", f"/{2 * n + 2}") + "x" * n for n in range(PAGES)}
        | {f"/{n}": (404, "") for n in range(PAGES, 2 * PAGES + 1)}
    )
    state = tmp_path / "state"
    seen_by_killed: set[str] = set()
    async with serving(site) as url:
        for most in (80, 150):
            process = await start(f"{url}/0", state)
            seen_by_killed |= {address for _, address, _ in await lines_of(process, most)}
            process.kill()
            await process.communicate()
            assert process.returncode == -9
        process = await start(f"{url}/0", state)
        last = await lines_of(process)
        assert await process.wait() == 0
        asked = site.pages_asked()

    addresses = [address for _, address, _ in last]
    good = {f"{url}/{n}" for n in range(PAGES)}
    assert len(addresses) == len(set(addresses))
    assert good <= set(addresses)
    assert seen_by_killed <= set(addresses)
    kept = [address for word, address, _ in last if word == "kept"]
    assert len(kept) >= 60
    sizes = {address: size for _, address, size in last}
    assert all(sizes[f"{url}/{n}"] == len(site.pages[f"/{n}"]) for n in range(PAGES))
    again = len(asked) - len(set(asked))
    assert again <= 2 * (50 + 8 + 16), "a kill costs at most one batch, the pages in flight, and those waiting"
