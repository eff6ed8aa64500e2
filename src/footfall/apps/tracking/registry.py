"""What the edge and the sealer know of the desk's records: dictionaries that a thread keeps up to date."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, connection

from footfall.apps.links import revisions as links
from footfall.apps.links.models import Domain
from footfall.apps.tracking import keys, revision, rules, salts
from footfall.apps.tracking.models import new_salt
from footfall.flywheel.event import DAY
from footfall.flywheel.owned import Link, SiteRules

log = logging.getLogger("footfall.tracking")
LOOK = 0.4
"""Seconds between two looks at the counters: a change is seen in every process within half a second. Our choice."""
FIRST = 30.0
"""Seconds that a starting process waits for the first load: a million links take about ten. Our choice."""


def clock() -> int:
    """Milliseconds since 1970, UTC."""
    return int(time.time() * 1000)


class DeskRegistry:
    """Satisfies `footfall.flywheel.owned.Registry`. Every answer comes from memory; none waits for the database.

    While the database is away the last state stays. `start` runs the thread; tests call `refresh` themselves.
    """

    def __init__(self, *, now: Callable[[], int] = clock) -> None:
        self._now = now
        self._links: dict[tuple[str, str], Link] = {}
        self._sites: dict[int, SiteRules] = {}
        self._salts: dict[int, bytes] = {}
        self._makeshift: dict[int, bytes] = {}
        self._domains: frozenset[str] = frozenset()
        self._key = secrets.token_bytes(keys.BYTES)
        self._has_key = False
        self._seen_links = -1
        self._seen_rules = -1
        self._away = False
        self._over = threading.Event()
        self._loaded = threading.Event()
        self._thread = threading.Thread(target=self._run, name="registry", daemon=True)

    def link(self, host: str, code: str) -> Link | None:
        return self._links.get((host, code))

    def domains(self) -> frozenset[str]:
        return self._domains

    def key(self) -> bytes:
        """Where the database was away since the start, one that only this process knows."""
        return self._key

    def site(self, site: int) -> SiteRules | None:
        return self._sites.get(site)

    def sites(self) -> list[SiteRules]:
        return list(self._sites.values())

    def salts(self, now: int) -> tuple[bytes, bytes]:
        """Today's and yesterday's. Where the database was away over midnight, today's is one that only this process
        knows, and lasts until the common one can be had: visits are told apart, at worst one is counted twice."""
        today = now // DAY
        salt = self._salts.get(today) or self._makeshift.get(today)
        if salt is None:
            salt = self._makeshift.setdefault(today, new_salt())
        return salt, self._salts.get(today - 1) or self._makeshift.get(today - 1, b"")

    def start(self) -> DeskRegistry:
        """Waits for the first load, which the thread does: the server imports us while its event loop runs, and Django
        asks nothing of a database there. A database that is away does not keep the process from starting."""
        self._thread.start()
        self._loaded.wait(FIRST)
        return self

    def stop(self) -> None:
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def refresh(self) -> None:
        """Take over what changed.

        Raises:
            DatabaseError, InterfaceError: the database did not answer; what was known stays.
        """
        if not self._has_key:
            self._key, self._has_key = keys.lasting(), True
        self._refresh_salts()
        self._refresh_rules()
        self._refresh_links()

    def _refresh_rules(self) -> None:
        latest = revision.current()  # Before the rows: what changes in between is loaded again next time.
        if latest != self._seen_rules:
            self._sites = rules.load()
            self._seen_rules = latest

    def _refresh_links(self) -> None:
        latest = links.revision()
        if latest == self._seen_links:
            return
        self._domains = frozenset(Domain.objects.values_list("host", flat=True))
        if latest < self._seen_links or self._seen_links < 0:  # The first time, or an older database was brought back.
            self._seen_links, changed = links.changed_since(0)
            self._links = {(link.host, link.code): link for link in changed}
            return
        self._seen_links, changed = links.changed_since(self._seen_links)
        for link in changed:
            self._links[link.host, link.code] = link

    def _refresh_salts(self) -> None:
        now = self._now()
        wanted = salts.days(now)
        if wanted[-1] in self._salts and not self._salts.keys() - wanted:
            return
        found = salts.made(wanted, today=now // DAY)
        self._salts = found
        self._makeshift = {day: salt for day, salt in self._makeshift.items() if day in wanted and day not in found}
        salts.forget(now)

    def _run(self) -> None:
        while not self._over.is_set():
            self._try()
            self._loaded.set()
            self._over.wait(LOOK)
        connection.close()

    def _try(self) -> None:
        try:
            self.refresh()
        except (DatabaseError, InterfaceError) as error:
            connection.close()
            if not self._away:
                log.warning("The desk's records can't be read; links and sites stay as they were known: %s", error)
            self._away = True
        else:
            if self._away:
                log.info("The desk's records can be read again.")
            self._away = False
