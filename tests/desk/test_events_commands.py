"""`footfall import-visits` and `footfall sealer` on a desk's own sites."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from footfall.apps.accounts.models import Workspace
from footfall.cli import import_visits, sealer
from footfall.events.sealer import alone
from footfall.events.store import DuckStore
from tests.desk.recorded import make_site
from tests.events.making import hit, put

GOOD = "date,page,source,visits\n2025-03-01,/a,Google,3\n"
BAD = GOOD + "yesterday,/b,,1\n"


@pytest.fixture
def site(workspace: Workspace, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> int:
    """A site on a desk whose events lie in a folder of this test."""
    settings.EVENTS, settings.EVENTS_URL = tmp_path / "events", ""
    for command in (import_visits, sealer):
        monkeypatch.setattr(command, "open_desk", lambda _data: tmp_path)
    return make_site(workspace).pk


def run(tmp_path: Path, text: str, *more: str) -> Result:
    (tmp_path / "visits.csv").write_text(text)
    return CliRunner().invoke(import_visits.command, [str(tmp_path / "visits.csv"), *more])


def count(tmp_path: Path) -> int:
    with closing(DuckStore(tmp_path / "events")) as store:
        (row,) = store.run("SELECT count(*) AS n FROM events WHERE net = 'google' AND chan = 5", {})
    return int(row["n"])


def test_visits_come_in_once(site: int, tmp_path: Path) -> None:
    assert run(tmp_path, GOOD, "--site", str(site)).output == f"3 visits were imported into site {site}.\n"
    again = run(tmp_path, GOOD, "--site", str(site))
    assert (again.exit_code, count(tmp_path)) == (0, 3)
    assert "was imported into this site before" in again.output


def test_lines_that_can_not_be_read_are_named_and_may_be_left_out(site: int, tmp_path: Path) -> None:
    refused = run(tmp_path, BAD, "--site", str(site))
    assert refused.exit_code == 1
    assert "Line 3: 'yesterday' is no date." in refused.output
    assert count(tmp_path) == 0
    assert run(tmp_path, BAD, "--site", str(site), "--skip-errors").exit_code == 0
    assert count(tmp_path) == 3


@pytest.mark.parametrize(
    ("text", "more", "code", "said"),
    [
        (GOOD, ["--site", "0"], 2, "there is no site 0"),
        (GOOD, ["--zone", "Mars"], 2, "no time zone 'Mars'"),
        (GOOD, ["--column", "date"], 2, "FIELD=NAME"),
        ("a,b\n1,2\n", [], 2, "No column looks like the date"),
        ("date,page\n2025-03-01,/\udcff\n", [], 3, "is not text in UTF-8"),
    ],
)
def test_what_is_wrong_is_said(site: int, tmp_path: Path, text: str, more: list[str], code: int, said: str) -> None:
    (tmp_path / "visits.csv").write_bytes(text.encode(errors="surrogateescape"))
    done = CliRunner().invoke(import_visits.command, [str(tmp_path / "visits.csv"), "--site", str(site), *more])
    assert (done.exit_code, said in done.output) == (code, True), done.output


@pytest.mark.django_db(transaction=True)
def test_the_sealer_stores_what_waits_unless_another_one_works(site: int, tmp_path: Path) -> None:
    put(tmp_path / "events", [hit(number, site=site) for number in range(3)])
    with alone(tmp_path / "events"):
        busy = CliRunner().invoke(sealer.command, ["--once"])
    assert busy.exit_code == 3
    assert "Another sealer works on" in busy.output
    done = CliRunner().invoke(sealer.command, ["--once"])
    assert done.output == "3 events were stored.\n"
