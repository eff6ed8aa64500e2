"""The two SQLite files of a folder of events: what is waiting (`inbox.db`), and what the sealer knows (`store.db`).

They are apart so that those who put hits in never wait for the sealer's longer transactions. What ties them together is
one number: `store.db` says up to which row the inbox is sealed, in the same transaction that holds the result.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

INBOX = "inbox.db"
STORE = "store.db"
BUSY = 5.0
"""Seconds to wait for another process's transaction. Our choice."""

_INBOX = """
CREATE TABLE IF NOT EXISTS raw (seq INTEGER PRIMARY KEY AUTOINCREMENT, hits INTEGER NOT NULL, at INTEGER NOT NULL,
  packed BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS origin (one INTEGER PRIMARY KEY CHECK (one = 1), name TEXT NOT NULL);
"""
"""One row of `raw` holds all hits of one commit. `origin` tells one inbox from another that took its place."""

_STORE = """
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, number INTEGER NOT NULL, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ready (batch INTEGER PRIMARY KEY AUTOINCREMENT, rows INTEGER NOT NULL, at INTEGER NOT NULL,
  packed BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS part (path TEXT PRIMARY KEY, day INTEGER NOT NULL, lo INTEGER NOT NULL, hi INTEGER NOT NULL,
  rows INTEGER NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, made INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS leaving (path TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shipping (one INTEGER PRIMARY KEY CHECK (one = 1), lo INTEGER NOT NULL, hi INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS imported (name TEXT PRIMARY KEY, rows INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS erasure (site INTEGER NOT NULL, visitor INTEGER NOT NULL, asked INTEGER NOT NULL,
  done INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (site, visitor, asked)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS refused (seq INTEGER NOT NULL, at INTEGER NOT NULL, why TEXT NOT NULL, packed BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS seen (period INTEGER NOT NULL, token INTEGER NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (period, token, n)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS session (site INTEGER NOT NULL, visitor INTEGER NOT NULL, last INTEGER NOT NULL,
  packed BLOB NOT NULL, PRIMARY KEY (site, visitor)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS view (id INTEGER PRIMARY KEY, token INTEGER NOT NULL UNIQUE, ts INTEGER NOT NULL,
  site INTEGER NOT NULL, visitor INTEGER NOT NULL, packed BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS share (token INTEGER PRIMARY KEY, site INTEGER NOT NULL, visitor INTEGER NOT NULL,
  packed BLOB NOT NULL);
"""
"""`part` is the manifest: only files that it lists hold events. `leaving` lists files that nobody needs any more.
`seen` is cut into periods, and `view` numbers its rows, so that forgetting the oldest reads nothing else."""


def open_inbox(folder: Path) -> sqlite3.Connection:
    """The inbox, made when it isn't there. Every commit is on the disk when it returns."""
    connection = _open(folder / INBOX, "FULL", _INBOX)
    connection.execute("INSERT OR IGNORE INTO origin VALUES (1, ?)", (secrets.token_hex(8),))
    return connection


def open_store(folder: Path) -> sqlite3.Connection:
    """The sealer's tables, made when they aren't there."""
    return _open(folder / STORE, "FULL", _STORE)


def _open(path: Path, synchronous: str, tables: str) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    connection = sqlite3.connect(path, timeout=BUSY, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={synchronous}")
        connection.execute("PRAGMA journal_size_limit=67108864")
        connection.execute("PRAGMA cache_size=-32000")
        connection.executescript(tables)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """A transaction that writes: all of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def reading(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """A transaction that only reads: everything as it stands at its first question."""
    connection.execute("BEGIN")
    try:
        yield connection
    finally:
        connection.execute("COMMIT")


def number(connection: sqlite3.Connection, name: str) -> int:
    """A fact's number; 0 while nobody set it."""
    row = connection.execute("SELECT number FROM fact WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else 0


def text(connection: sqlite3.Connection, name: str) -> str:
    """A fact's text; "" while nobody set it."""
    row = connection.execute("SELECT text FROM fact WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else ""


def set_fact(connection: sqlite3.Connection, name: str, number: int, text: str = "") -> None:
    connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?, ?)", (name, number, text))


def step(connection: sqlite3.Connection) -> None:
    """The parts changed: answers of before are no longer those of now."""
    set_fact(connection, "version", number(connection, "version") + 1)
