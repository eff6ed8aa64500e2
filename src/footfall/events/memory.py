"""What sealing remembers, in SQLite: asked for once a batch, written once a batch, in the transaction of its events."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

import orjson

from footfall.flywheel.event import DAY
from footfall.flywheel.hit import Flag, Hit
from footfall.flywheel.memory import Session, Share, View
from footfall.flywheel.token import token_id

PERIOD = DAY // 2
"""Milliseconds of `seen` that are forgotten together."""
SEEN = 4
"""Periods that `seen` looks back: 48 hours."""
SESSIONS = 2 * DAY
VIEWS = 30 * DAY
MOST_VIEWS = 10_000_000
STEP = 20_000
"""Rows forgotten in one transaction."""


class SqliteMemory:
    """A `footfall.flywheel.memory.Memory` for one batch. `write` it in a transaction, or drop it.

    Args:
        now: milliseconds; what is marked as seen is forgotten 48 hours after it.
    """

    def __init__(self, connection: sqlite3.Connection, hits: Sequence[Hit], now: int) -> None:
        self._connection, self._period = connection, now // PERIOD
        tokens = {token_id(hit.token) for hit in hits if hit.token}
        vias = {token_id(hit.via) for hit in hits if hit.via}
        visitors = {(hit.site, who) for hit in hits for who in (hit.visitor, hit.former) if who}
        # Where nobody is known, the view's token stands for the visitor.
        visitors |= {
            (hit.site, token_id(hit.token))
            for hit in hits
            if hit.token and (not hit.visitor or hit.flags & Flag.SILENT)
        }
        self._views: dict[int, View | None] = dict.fromkeys(tokens | vias)
        self._shares: dict[int, Share | None] = dict.fromkeys(tokens | vias)
        self._sessions: dict[tuple[int, int], Session | None] = dict.fromkeys(visitors)
        self._seen: set[tuple[int, int]] = set()
        self._asked = tokens
        self._new_seen: set[tuple[int, int]] = set()
        self._new_views: set[int] = set()
        self._new_shares: set[int] = set()
        self._new_sessions: set[tuple[int, int]] = set()
        self._fetch()

    def seen(self, token: int, n: int) -> bool:
        if token not in self._asked:
            self._asked.add(token)
            self._fetch_seen([token])
        key = (token, n)
        if key in self._seen:
            return True
        self._seen.add(key)
        self._new_seen.add(key)
        return False

    def session(self, site: int, visitor: int) -> Session | None:
        key = (site, visitor)
        if key not in self._sessions:
            self._sessions[key] = None
            self._fetch_sessions([key])
        return self._sessions[key]

    def keep_session(self, site: int, session: Session) -> None:
        key = (site, session.visitor)
        self._sessions[key] = session
        self._new_sessions.add(key)

    def view(self, token: int) -> View | None:
        if token not in self._views:
            self._views[token] = None
            self._fetch_views([token])
        return self._views[token]

    def keep_view(self, view: View) -> None:
        self._views[view.token] = view
        self._new_views.add(view.token)

    def share(self, token: int) -> Share | None:
        if token not in self._shares:
            self._shares[token] = None
            self._fetch_shares([token])
        return self._shares[token]

    def keep_share(self, share: Share) -> None:
        self._shares[share.token] = share
        self._new_shares.add(share.token)

    def write(self) -> None:
        """What is new, into the transaction under way."""
        run = self._connection.executemany
        run("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", [(self._period, *key) for key in sorted(self._new_seen)])
        sessions = [(key, self._sessions[key]) for key in sorted(self._new_sessions)]
        run(
            "INSERT OR REPLACE INTO session VALUES (?, ?, ?, ?)",
            [(*key, kept.last, orjson.dumps(tuple(kept))) for key, kept in sessions if kept],
        )
        views = [self._views[token] for token in sorted(self._new_views)]
        run(
            "INSERT OR REPLACE INTO view (token, ts, site, visitor, packed) VALUES (?, ?, ?, ?, ?)",
            [(kept.token, kept.ts, kept.site, kept.visitor, orjson.dumps(tuple(kept))) for kept in views if kept],
        )
        shares = [self._shares[token] for token in sorted(self._new_shares)]
        run(
            "INSERT OR REPLACE INTO share VALUES (?, ?, ?, ?)",
            [(kept.token, kept.site, kept.visitor, orjson.dumps(tuple(kept))) for kept in shares if kept],
        )

    def _fetch(self) -> None:
        self._fetch_seen(self._asked)
        self._fetch_sessions(self._sessions)
        self._fetch_views(self._views)
        self._fetch_shares(self._shares)

    def _fetch_seen(self, tokens: Iterable[int]) -> None:
        asked = _list(tokens)
        for period in range(self._period - SEEN, self._period + 2):
            self._seen.update(
                self._connection.execute(
                    "SELECT token, n FROM json_each(?) CROSS JOIN seen ON seen.period = ? AND seen.token = value",
                    (asked, period),
                )
            )

    def _fetch_sessions(self, keys: Iterable[tuple[int, int]]) -> None:
        by_site: dict[int, list[int]] = {}
        for site, visitor in keys:
            by_site.setdefault(site, []).append(visitor)
        for site, visitors in by_site.items():
            for visitor, packed in self._connection.execute(
                "SELECT visitor, packed FROM json_each(?) CROSS JOIN session ON site = ? AND visitor = value",
                (_list(visitors), site),
            ):
                self._sessions[site, visitor] = Session(*orjson.loads(packed))

    def _fetch_views(self, tokens: Iterable[int]) -> None:
        for token, packed in self._connection.execute(
            "SELECT token, packed FROM json_each(?) CROSS JOIN view ON token = value", (_list(tokens),)
        ):
            self._views[token] = View(*orjson.loads(packed))

    def _fetch_shares(self, tokens: Iterable[int]) -> None:
        for token, packed in self._connection.execute(
            "SELECT token, packed FROM json_each(?) CROSS JOIN share ON token = value", (_list(tokens),)
        ):
            self._shares[token] = Share(*orjson.loads(packed))


def forget(connection: sqlite3.Connection, now: int, *, most_views: int = MOST_VIEWS) -> None:
    """Let go of what is too old; what a wrong clock put far into the future as well."""
    period = now // PERIOD
    connection.execute("DELETE FROM seen WHERE period < ? OR period > ?", (period - SEEN, period + 1))
    connection.execute("DELETE FROM session WHERE last < ? OR last > ?", (now - SESSIONS, now + DAY))
    (last,) = connection.execute("SELECT max(id) FROM view").fetchone()
    connection.execute("DELETE FROM view WHERE id <= ?", ((last or 0) - most_views,))
    gone = STEP
    while gone == STEP:
        gone = connection.execute(
            "DELETE FROM view WHERE id IN (SELECT id FROM view ORDER BY id LIMIT ?) AND ts < ?", (STEP, now - VIEWS)
        ).rowcount


def forget_visitor(connection: sqlite3.Connection, site: int, visitor: int) -> None:
    """Inside of a transaction. Sessions go; views and shares stay without the person, or the visits that others made by
    them would lose their root."""
    who = (site, visitor)
    connection.execute("DELETE FROM session WHERE site = ? AND visitor = ?", who)
    for (packed,) in connection.execute("SELECT packed FROM view WHERE site = ? AND visitor = ?", who).fetchall():
        view = View(*orjson.loads(packed))._replace(visitor=0, session=0)
        row = (orjson.dumps(tuple(view)), view.token)
        connection.execute("UPDATE view SET visitor = 0, packed = ? WHERE token = ?", row)
    for (packed,) in connection.execute("SELECT packed FROM share WHERE site = ? AND visitor = ?", who).fetchall():
        share = Share(*orjson.loads(packed))._replace(visitor=0, session=0)
        row = (orjson.dumps(tuple(share)), share.token)
        connection.execute("UPDATE share SET visitor = 0, packed = ? WHERE token = ?", row)


def forget_site(connection: sqlite3.Connection, site: int) -> None:
    """Inside of a transaction: all that is remembered of a site that is gone."""
    for table in ("session", "view", "share"):
        connection.execute(f"DELETE FROM {table} WHERE site = ?", (site,))


def _list(numbers: Iterable[int]) -> str:
    return orjson.dumps(list(numbers)).decode()
