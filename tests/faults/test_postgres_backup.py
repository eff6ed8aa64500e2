"""Backup and restore of a desk on a real PostgreSQL."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dj_database_url
import psycopg
import pytest

from footfall.project.archive import UnusableError
from footfall.project.backup import back_up, restore
from tests.conftest import counterpart

pytestmark = [pytest.mark.heavy, pytest.mark.counterpart("postgres")]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that was started for these tests."""
    script, folder = (
        counterpart("postgres").path,
        Path("/tmp") / f"footfall-postgres-{tmp_path_factory.getbasetemp().name}",
    )
    started = subprocess.run([script, "start", folder], stdout=subprocess.PIPE, text=True, check=True)
    yield started.stdout.strip().splitlines()[-1]
    subprocess.run([script, "stop", folder], check=True)


def database(server: str, name: str) -> dict[str, Any]:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    return dict(dj_database_url.parse(server)) | {"NAME": name}


def ask(server: str, name: str, question: str) -> list[Any]:
    with psycopg.connect(server, dbname=name) as connection:
        return connection.execute(question).fetchall()


@pytest.fixture
def archive(server: str, tmp_path: Path) -> Path:
    source = database(server, "desk")
    with psycopg.connect(server, dbname="desk") as connection:
        connection.execute("CREATE TABLE account (id int PRIMARY KEY, name text)")
        connection.execute("INSERT INTO account VALUES (1, 'Ångström'), (2, 'Zoë')")
        connection.execute("CREATE TABLE footfall_cache (cache_key text)")
        connection.execute("INSERT INTO footfall_cache VALUES ('x')")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/secret.key").write_text("very secret")
    back_up(tmp_path / "data", source, tmp_path / "desk.tar.gz")
    return tmp_path / "desk.tar.gz"


def test_a_desk_on_postgresql_comes_back(server: str, archive: Path, tmp_path: Path) -> None:
    restore(archive, tmp_path / "new", database(server, "fresh"), force=False)
    assert ask(server, "fresh", "SELECT name FROM account ORDER BY id") == [("Ångström",), ("Zoë",)]
    assert ask(server, "fresh", "SELECT count(*) FROM footfall_cache") == [(0,)]
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret.key"]


def test_a_database_that_holds_something_is_replaced_only_by_force(server: str, archive: Path, tmp_path: Path) -> None:
    target = dict(dj_database_url.parse(server)) | {"NAME": "desk"}
    with psycopg.connect(server, dbname="desk") as connection:
        connection.execute("DELETE FROM account")
    with pytest.raises(UnusableError, match="The database is not empty"):
        restore(archive, tmp_path / "new", target, force=False)
    assert ask(server, "desk", "SELECT count(*) FROM account") == [(0,)]
    assert not (tmp_path / "new").exists()
    restore(archive, tmp_path / "new", target, force=True)
    assert ask(server, "desk", "SELECT count(*) FROM account") == [(2,)]


def test_it_does_not_go_into_sqlite(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(UnusableError, match=r"This is a backup of PostgreSQL, but DATABASE_URL is not set\."):
        restore(archive, tmp_path / "new", None, force=False)


def test_a_server_that_does_not_answer_is_said(tmp_path: Path) -> None:
    away = dict(dj_database_url.parse("postgres://footfall@127.0.0.1:1/desk"))
    with pytest.raises(UnusableError, match=r"pg_dump failed: .*onnection"):
        back_up(tmp_path, away, tmp_path / "desk.tar.gz")
    assert not (tmp_path / "desk.tar.gz").exists()
