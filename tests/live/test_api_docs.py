"""docs/api.md does what it says: its commands run with a real curl against a real server, in their order."""

from __future__ import annotations

import re
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from footfall.apps.accounts.api.limits import CALLS, DEAR_CALLS
from footfall.apps.accounts.api.shapes import MOST
from footfall.apps.hooks import signing
from footfall.apps.hooks.schedule import PAUSES
from footfall.apps.hooks.sending import TIMEOUTS
from footfall.apps.sites.auditing import audit as run
from footfall.apps.sites.models import Audit, AuditState
from tests.desk.making import make_token, make_workspace
from tests.desk.served import page, served

TEXT = (Path(__file__).parents[2] / "docs/api.md").read_text("utf-8")
PAGES = {"/": page("The front page of the shop", "/a"), "/a": page("The page that is called a", "/")}
CURL = 'curl() { command curl --fail-with-body --max-time 60 "$@" || { echo "FAILED: $*"; exit 1; }; echo; }\n'


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.heavy
@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_every_command_works(live_server: LiveServer, settings: Any, tmp_path: Path) -> None:
    settings.ALLOW_PRIVATE = True
    token, _row = make_token(make_workspace("Acme", slug="acme"), "read", "write", "manage")
    said = []
    with served(PAGES) as (address, _site):
        for block in blocks("sh"):
            script = block.replace("https://example.org/", f"{address}/").replace("ff_…", token)
            for command in re.split(r"\n(?=curl)", script.replace("http://127.0.0.1:8000", live_server.url)):
                known = f"export FOOTFALL={live_server.url} TOKEN={token}\n{CURL}"
                done = subprocess.run(["sh", "-c", known + command], cwd=tmp_path, capture_output=True, text=True)
                assert done.returncode == 0, (command, done.stdout, done.stderr)
                said.append(done.stdout)
                for audit in Audit.objects.unfinished():
                    run(audit.pk)
    assert [audit.state for audit in Audit.objects.all()] == [AuditState.DONE, AuditState.DONE]
    assert "sarif" in (tmp_path / "report.sarif").read_text("utf-8")
    assert any("whsec_" in one for one in said)


def test_the_check_of_signatures_works() -> None:
    (source,) = blocks("python")
    known: dict[str, Any] = {}
    exec(source, known)
    check = known["is_from_footfall"]
    secret, other, body = signing.new_secret(), signing.new_secret(), b'{"type":"ping"}'
    headers = signing.headers([other, secret], "msg_1", int(time.time()), body)
    assert check(secret, headers, body)
    assert check(other, headers, body)
    assert not check(signing.new_secret(), headers, body)
    assert not check(secret, headers, body + b" ")
    assert not check(secret, signing.headers([secret], "msg_1", int(time.time()) - 301, body), body)


def test_the_numbers_are_those_of_the_code() -> None:
    assert f"{CALLS} calls a minute, {DEAR_CALLS} of them" in TEXT
    assert f"({MOST} at most)" in TEXT
    assert f"within {TIMEOUTS.quiet:.0f} seconds" in TEXT
    assert [int(pause.total_seconds()) for pause in PAUSES] == [
        5,
        *(minutes * 60 for minutes in (5, 30)),
        *(hours * 3600 for hours in (2, 5, 10, 14, 20, 24)),
    ]
    assert "after 5 seconds, 5 and 30\n  minutes, 2, 5, 10, 14, 20 and 24 hours" in TEXT
