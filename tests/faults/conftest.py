"""A home for real desks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.faults.desks import Home, database_of, postgres_database


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home with its tables, made once and copied for each test."""
    data = tmp_path_factory.mktemp("migrated")
    with postgres_database() as database:
        home = Home(data, data / "lines", database)
        done = home.run("manage", "migrate", "-v", "0")
        assert done.returncode == 0, done.stderr
        yield home


@pytest.fixture
def empty_home(tmp_path: Path) -> Iterator[Home]:
    """A data folder with a blank in its name, without tables."""
    with postgres_database() as database:
        yield from _home(tmp_path, database)


@pytest.fixture
def home(tmp_path: Path, migrated: Home, django_db_blocker: DjangoDbBlocker) -> Iterator[Home]:
    """A home with its tables, into which the test may look."""
    with postgres_database(like=migrated.database.rpartition("/")[2] or "template1") as database:
        for home in _home(tmp_path, database):
            if not database:
                shutil.copy(migrated.data / "footfall.db", home.data)
            with django_db_blocker.unblock(), database_of(home):
                try:
                    yield home
                finally:
                    home.stop_all()


def _home(folder: Path, database: str) -> Iterator[Home]:
    data = folder / "a desk"
    data.mkdir()
    home = Home(data, folder / "lines", database)
    try:
        yield home
    finally:
        home.stop_all()
