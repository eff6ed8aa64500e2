"""`footfall up` as a real process: starts, serves, tells the owner's link, starts what died again, stops."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
from urllib.parse import urlsplit

import pytest

from footfall.apps.work.models import Worker
from tests.faults.desks import ALIAS, Home, until

pytestmark = pytest.mark.heavy


def get(address: str, *, host: str = "", method: str = "GET", body: bytes | None = None) -> tuple[int, str]:
    """Status and text of an answer."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    try:
        connection.request(method, parts.path or "/", body=body, headers={"Host": host or parts.netloc})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def open_desk(home: Home, *words: str, **more: str) -> tuple[subprocess.Popen[str], str]:
    """A running desk and its address."""
    desk = home.start("up", "--port", "0", *words, **more)
    until(lambda: "Ctrl-C stops it." in home.said(desk) or desk.poll() is not None, 90, "the desk to open")
    found = re.search(r"The desk is open at (http://127\.0\.0\.1:\d+)/", home.said(desk))
    assert found, home.said(desk)
    return desk, found[1]


def children_of(pid: int) -> dict[int, str]:
    """Living children by id, with their command lines."""
    done = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(pid)], capture_output=True, text=True)
    pairs = [line.strip().split(" ", 1) for line in done.stdout.splitlines()]
    return {int(pid): line for pid, line in pairs}


def test_a_desk_from_nothing_to_its_end(empty_home: Home) -> None:
    desk, address = open_desk(empty_home)
    said = empty_home.said(desk)
    link = re.search(r"http://127\.0\.0\.1:\d+/welcome/\S+", said)
    assert link
    assert get(f"{address}/healthz") == (200, "ok\n")
    assert get(link[0])[0] == 200
    assert get(f"{address}/")[0] == 302
    until(lambda: json.loads(get(f"{address}/readyz")[1]) == {"ready": True, "workers": True}, what="the workers")
    assert get(f"{address}/", host="evil.example")[0] == 400
    assert get(f"{address}/", method="POST", body=bytes(3_000_001))[0] == 413
    before = children_of(desk.pid)
    assert len(before) == 3

    desk.send_signal(signal.SIGTERM)
    assert desk.wait(40) == 0
    said = empty_home.said(desk)
    assert said.endswith("footfall: the desk has stopped.\n")
    assert link[0].rsplit("/welcome/", 1)[1].strip("/") not in said.replace(link[0], ""), "the token is said once"
    for pid in before:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_what_dies_is_started_again_and_its_job_goes_on(home: Home) -> None:
    job = home.enqueue("count_to", 60, str(home.lines))
    desk, address = open_desk(home)
    until(lambda: "began" in home.work_lines(), what="the job to begin")
    worker = next(pid for pid, line in children_of(desk.pid).items() if "--queue audits" in line)
    os.kill(worker, signal.SIGKILL)
    until(lambda: home.jobs().get(pk=job.pk).status == "SUCCESSFUL", 60, "the new worker to end the job")
    assert [line for line in home.work_lines() if line != "once"] == ["began", "began", "ended"]
    assert Worker.objects.using(ALIAS).count() == 2, "the dead one was removed by the one in its place"
    web = next(pid for pid, line in children_of(desk.pid).items() if "granian" in line)
    os.kill(web, signal.SIGKILL)
    until(lambda: web not in children_of(desk.pid) and _answers(address), 60, "the web application to come back")
    assert "is started again" in home.said(desk)


def _answers(address: str) -> bool:
    try:
        return get(f"{address}/healthz")[0] == 200
    except OSError:
        return False


def test_a_desk_that_is_killed_takes_its_children_along(home: Home) -> None:
    desk, address = open_desk(home)
    children = children_of(desk.pid)
    desk.kill()
    desk.wait()
    until(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in children), 40, "the children to end")
    assert not _answers(address)


def test_a_taken_port_is_said_in_a_sentence(empty_home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = empty_home.run("up", "--port", str(port))
    assert done.returncode == 3
    assert f"nothing can listen at 127.0.0.1, port {port}" in done.stderr
    assert "choose another port with --port" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_is_said_in_a_sentence(empty_home: Home) -> None:
    done = empty_home.run("up", "--port", "0", FOOTFALL_PROXIES="two")
    assert done.returncode == 2
    assert "FOOTFALL_PROXIES is 'two'. Write a whole number." in done.stderr
    assert "Traceback" not in done.stderr


def test_each_request_is_one_line_of_json_without_secrets(home: Home) -> None:
    desk, address = open_desk(home, "--no-workers", FOOTFALL_LOGS="json", FOOTFALL_LOG_REQUESTS="1")
    assert len(children_of(desk.pid)) == 1
    get(f"{address}/welcome/very-secret-token/")
    until(lambda: "footfall.access" in home.said(desk), what="the line")
    lines = [json.loads(line) for line in home.said(desk).splitlines() if line.startswith("{")]
    line = next(line for line in lines if line["logger"] == "footfall.access")
    assert (line["method"], line["path"], line["status"]) == ("GET", "/welcome/…/", 404)
    assert len(line["trace"]) == 16
    assert "very-secret-token" not in home.said(desk)
