"""Plays people at a desk: each opens a page, reads a while, opens the next. Prints what they waited, as JSON.

A process of its own, so that its time is not the server's: `python -m bench.desk.people FILE`, where FILE holds
{"base", "cookie", "sessions", "paths", "seconds", "reading"}.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from pathlib import Path
from typing import Any

import aiohttp


async def main() -> None:
    order = json.loads(Path(sys.argv[1]).read_text())
    waited: list[float] = []
    faults: dict[str, int] = {}
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:
        ends = time.monotonic() + order["seconds"]
        people = [_person(session, order, number, ends, waited, faults) for number in range(len(order["sessions"]))]
        await asyncio.gather(*people)
    waited.sort()
    shares = {f"p{share}": waited[min(len(waited) * share // 100, len(waited) - 1)] for share in (50, 95, 99)}
    print(json.dumps({"pages": len(waited), "faults": faults, **shares, "most": waited[-1]}))


async def _person(
    session: aiohttp.ClientSession,
    order: dict[str, Any],
    number: int,
    ends: float,
    waited: list[float],
    faults: dict[str, int],
) -> None:
    chance = random.Random(number)
    headers = {"Cookie": f"{order['cookie']}={order['sessions'][number]}"}
    await asyncio.sleep(chance.uniform(0, order["reading"]))
    while time.monotonic() < ends:
        path = chance.choice(order["paths"])
        begun = time.monotonic()
        try:
            async with session.get(order["base"] + path, headers=headers, allow_redirects=False) as answer:
                await answer.read()
                if answer.status != 200:
                    faults[f"{answer.status} {path}"] = faults.get(f"{answer.status} {path}", 0) + 1
        except (aiohttp.ClientError, OSError) as error:
            faults[type(error).__name__] = faults.get(type(error).__name__, 0) + 1
        waited.append(time.monotonic() - begun)
        await asyncio.sleep(chance.uniform(0.5, 1.5) * order["reading"])


if __name__ == "__main__":
    asyncio.run(main())
