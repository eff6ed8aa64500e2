"""Salts and the lasting key under a crowd: processes that need them in the same moment agree on them."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from footfall.apps.tracking.models import Key, Salt
from tests.faults.desks import ALIAS, Home

pytestmark = pytest.mark.heavy
DAYS = range(30_000, 30_020)
CROWD = 6
ASK = """
import sys, time
import django; django.setup()
from footfall.apps.tracking import keys, salts
from django.db import connection
connection.ensure_connection()
print("ready", flush=True)
sys.stdin.readline()
found = [salts.made([day], today=day)[day].hex() for day in range(30_000, 30_020)]
print(",".join([*found, keys.lasting().hex()]))
"""


def test_a_crowd_agrees_on_salts(home: Home) -> None:
    """SQLite; PostgreSQL where DATABASE_URL names one."""
    crowd = [
        subprocess.Popen(
            [sys.executable, "-c", ASK],
            env=home.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(CROWD)
    ]
    home.processes += crowd
    assert [process.stdout.readline() for process in crowd if process.stdout] == ["ready\n"] * CROWD
    time.sleep(0.1)
    for process in crowd:
        assert process.stdin is not None
        process.stdin.write("now\n")
        process.stdin.flush()
    said = {process.communicate(timeout=120)[0] for process in crowd}
    assert len(said) == 1
    assert len(set(said.pop().strip().split(","))) == len(DAYS) + 1
    assert Salt.objects.using(ALIAS).filter(day__in=DAYS).count() == len(DAYS)
    assert Key.objects.using(ALIAS).count() == 1
