"""How fast hits become events, on one core: `python -m bench.sealing` prints events per second of processor time."""

from __future__ import annotations

import os
import platform
import random
import statistics
import sys
import time

from footfall.flywheel.event import Kind
from footfall.flywheel.hit import Flag, Hit, id_at
from footfall.flywheel.memory import Dictionaries
from footfall.flywheel.owned import Goal, SiteRules
from footfall.flywheel.sealing import seal
from footfall.flywheel.token import token_of
from footfall.smo.agents import BROWSER_AGENT

START = 1_790_000_000_000
BATCH = 5_000
APP = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 "
    "[FBAN/FBIOS;FBAV/470.0.0.40.98;FBBV/612345678;FBDV/iPhone15,3;FBMD/iPhone;FBSN/iOS;FBSV/17.5]"
)
AGENTS = (*(f"{BROWSER_AGENT}.{number}" for number in range(200)), APP, "facebookexternalhit/1.1")
REFERRERS = (
    "",
    "",
    "https://www.google.com/",
    "https://t.co/abc",
    "https://example.org/",
    "android-app://com.whatsapp/",
)


class Site:
    """One site with two goals."""

    rules = SiteRules(1, frozenset({"example.org"}), goals=(Goal("lead", "/thanks*", 5, "EUR"), Goal("sale", "/done")))

    def site(self, site: int) -> SiteRules:  # noqa: ARG002 - there is one
        return self.rules


def hits(count: int, seed: int) -> list[Hit]:
    """Half views (four of ten by a share), half shares, conversions and other deeds; a visitor for each page."""
    draw = random.Random(seed)
    made: list[Hit] = []
    shared: list[str] = []
    for turn in range(count // 2):
        token, visitor, agent = token_of(draw.randbytes(9)), draw.getrandbits(63), draw.choice(AGENTS)
        page = f"https://example.org/p/{draw.randrange(500)}"
        via = draw.choice(shared) if shared and draw.random() < 0.4 else ""
        query = f"?s={via}&utm_source=twitter&utm_medium=social" if via else ""
        arrived = (Kind.VIEW, visitor, draw.getrandbits(63), agent, page + query, draw.choice(REFERRERS), token, via)
        made.append(Hit(id_at(START + turn * 20, draw.getrandbits(22)), 1, *arrived, 0, 1, int(Flag.TRACKED)))
        chance = draw.random()
        kind = Kind.SHARE if chance < 0.3 else Kind.CONVERT if chance < 0.4 else Kind.ENGAGE
        done = (kind, visitor, 0, agent, page, "", token, "", 0, 2, int(Flag.TRACKED), "copy", '{"goal":"scroll"}')
        made.append(Hit(id_at(START + turn * 20 + 10, draw.getrandbits(22)), 1, *done))
        if chance < 0.3 or chance > 0.9:
            shared.append(token)
    return made


def measure(count: int = 60_000, rounds: int = 5) -> list[float]:
    """Events per second of processor time, each round with a fresh memory and a warm cache of agents."""
    seal(hits(2_000, 0), Dictionaries(), Site())
    speeds = []
    for number in range(rounds):
        given, memory, events = hits(count, number + 1), Dictionaries(), 0
        began = time.process_time()
        for first in range(0, count, BATCH):
            events += len(seal(given[first : first + BATCH], memory, Site()))
        speeds.append(events / (time.process_time() - began))
    return speeds


def main() -> None:
    speeds = measure(*(int(word) for word in sys.argv[1:2]))
    load = os.getloadavg()[0]
    print(
        f"Python {platform.python_version()}, load {load:.1f}: {statistics.median(speeds):,.0f} events a second of one"
    )
    print(f"core (median of {len(speeds)} rounds, {min(speeds):,.0f} to {max(speeds):,.0f}).")


if __name__ == "__main__":
    main()
