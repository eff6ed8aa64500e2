"""Counterparts: real programs that tests are run against, found or skipped with the reason."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.counterparts.found import Counterpart, find

ROOT = Path(__file__).parent.parent
os.environ.setdefault("FOOTFALL_ONLY_LOOPBACK", "1")
Answer = dict[str, Any]
Judge = Callable[[list[tuple[str, bytes]]], list[Answer]]

_seen: dict[str, Counterpart] = {}
_skipped: dict[str, int] = {}


def counterpart(name: str) -> Counterpart:
    """The program called `name`. Skips the test when it is absent, fails it where FOOTFALL_REQUIRE names it."""
    if name not in _seen:
        _seen[name] = find(name, ROOT)
    found = _seen[name]
    if found.absent:
        required = os.environ.get("FOOTFALL_REQUIRE", "")
        if required == "all" or name in required.split(","):
            pytest.fail(f"counterpart {name}: {found.absent}")
        _skipped[name] = _skipped.get(name, 0) + 1
        pytest.skip(f"counterpart {name}: {found.absent}")
    return found


@pytest.fixture(autouse=True)
def _counterparts(request: pytest.FixtureRequest) -> None:
    for mark in request.node.iter_markers("counterpart"):
        counterpart(mark.args[0])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Heavy tests run when they are asked for with `-m heavy`."""
    if "heavy" in (config.option.markexpr or ""):
        return
    kept = [item for item in items if item.get_closest_marker("heavy") is None]
    dropped = [item for item in items if item.get_closest_marker("heavy") is not None]
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = kept


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if not _seen:
        return
    terminalreporter.section("counterparts")
    for name, found in sorted(_seen.items()):
        said = f"absent: {found.absent}; skipped {_skipped.get(name, 0)} tests" if found.absent else found.version
        terminalreporter.line(f"{name}: {said}")


@pytest.fixture(scope="session")
def pages_folder() -> Path:
    """The development pages, which are never part of the repository."""
    return counterpart("pages").path


@pytest.fixture(scope="session")
def real_pages(pages_folder: Path) -> list[tuple[str, str, bytes]]:
    """(name, url, bytes) of each development page."""
    index = json.loads((pages_folder / "index.json").read_text())
    return [(entry["page"], entry["url"], (pages_folder / entry["page"]).read_bytes()) for entry in index]


@pytest.fixture(scope="session")
def synapse_judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """Asks Synapse's own parser what it makes of pages: title, description, image, each None when it finds none."""
    python = counterpart("preview-synapse").path
    command = [str(python), str(ROOT / "tests/counterparts/synapse/judge.py")]
    return lambda pages: _ask(command, pages, tmp_path_factory.mktemp("synapse"))


@pytest.fixture(scope="session")
def summaly_judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """Asks Misskey's summaly, over loopback. Its answers also carry the `url` it saw the page at."""
    script = counterpart("preview-summaly").path
    return lambda pages: _ask(["node", str(script)], pages, tmp_path_factory.mktemp("summaly"))


def _ask(command: list[str], pages: list[tuple[str, bytes]], folder: Path) -> list[Answer]:
    lines = []
    for number, (url, data) in enumerate(pages):
        path = folder / f"{number}.html"
        path.write_bytes(data)
        lines.append(json.dumps({"url": url, "path": str(path)}))
    done = subprocess.run(command, input="\n".join(lines) + "\n", capture_output=True, text=True, timeout=300)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(pages), done.stderr[-2000:]
    return answers


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser's program."""
    return counterpart("chromium").path
