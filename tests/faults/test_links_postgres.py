"""Links on a real PostgreSQL: who follows the counter misses no change, whatever transactions run side by side."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.conftest import ROOT, counterpart

pytestmark = [pytest.mark.heavy, pytest.mark.counterpart("postgres")]
MAKERS = 4
EACH = 60


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    script = counterpart("postgres").path
    folder = Path("/tmp") / f"footfall-links-{tmp_path_factory.getbasetemp().name}"
    started = subprocess.run([script, "start", folder], stdout=subprocess.PIPE, text=True, check=True)
    yield started.stdout.strip().splitlines()[-1]
    subprocess.run([script, "stop", folder], check=True)


def test_whoever_follows_the_counter_misses_nothing(server: str, tmp_path: Path) -> None:
    environment = os.environ | {"DATABASE_URL": server, "FOOTFALL_DATA": str(tmp_path), "FOOTFALL_LOG_LEVEL": "ERROR"}
    begin = [sys.executable, "-m"]

    def running(*arguments: str) -> subprocess.Popen[str]:
        command = [*begin, "tests.faults.linking", *arguments]
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)

    subprocess.run([*begin, "footfall", "manage", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    running("prepare").communicate(timeout=60)
    followers = [running("follow", str(MAKERS * EACH)) for _number in range(2)]
    makers = [running("make", str(EACH), str(seed)) for seed in range(MAKERS)]
    for maker in makers:
        maker.communicate(timeout=300)
    assert [maker.returncode for maker in makers] == [0] * MAKERS
    with psycopg.connect(server) as connection:
        made = dict(connection.execute("SELECT code, state FROM links_link").fetchall())
        revisions = [row[0] for row in connection.execute("SELECT revision FROM links_link").fetchall()]
    assert len(made) == len(set(revisions)) == MAKERS * EACH
    for follower in followers:
        said = json.loads(follower.communicate(timeout=300)[0])
        assert said["known"] == made
        assert said["steps"] > MAKERS * EACH / 4
