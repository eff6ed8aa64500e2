"""Finds each counterpart by trying it, and says what is missing and how to get it."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A real program. `absent` is "" when it is there, else what is missing and how to get it."""

    path: Path = Path()
    version: str = ""
    absent: str = ""


def find(name: str, root: Path) -> Counterpart:
    """Look for one counterpart by the names in docs/testing.md."""
    return {
        "pages": _pages,
        "preview-synapse": _synapse,
        "preview-summaly": _summaly,
        "chromium": lambda _root: _program("chromium", "--version", "apt install chromium"),
        "hugo": lambda _root: _program("hugo", "version", "apt install hugo"),
        "wordpress": _wordpress,
        "postgres": _postgres,
    }[name](root)


def _pages(root: Path) -> Counterpart:
    folder = Path(os.environ.get("FOOTFALL_PAGES", root.parent / "shared" / "pages"))
    if not (folder / "index.json").is_file():
        return Counterpart(absent=f"no development pages in {folder} (name their folder in FOOTFALL_PAGES)")
    return Counterpart(folder, "development pages")


def _synapse(root: Path) -> Counterpart:
    python = root / "build/counterparts/synapse/bin/python"
    asked = "import importlib.metadata as m, synapse.media.preview_html, bs4; print(m.version('matrix-synapse'))"
    version = _answer([str(python), "-c", asked]) if python.exists() else ""
    if not version:
        return Counterpart(absent="matrix-synapse is not installed (run tests/counterparts/install)")
    return Counterpart(python, f"matrix-synapse {version}")


def _summaly(root: Path) -> Counterpart:
    script = root / "build/counterparts/summaly/judge.mjs"
    if shutil.which("node") is None:
        return Counterpart(absent="node is not on PATH (install Node 20)")
    if not (script.parent / "node_modules/@misskey-dev/summaly").is_dir():
        return Counterpart(absent="summaly is not installed (run tests/counterparts/install)")
    return Counterpart(script, "summaly 5.5.1 on node " + _answer(["node", "--version"]))


def _postgres(root: Path) -> Counterpart:
    script = root / "tests/counterparts/postgres"
    done = subprocess.run([str(script), "version"], capture_output=True, text=True)
    if done.returncode:
        return Counterpart(absent=done.stderr.strip())
    return Counterpart(script, done.stdout.strip())


def _wordpress(_root: Path) -> Counterpart:
    for program, package in (("php", "php-cli php-mysql"), ("mariadbd", "mariadb-server")):
        if shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin") is None:
            return Counterpart(absent=f"{program} is not on PATH (apt install {package})")
    folder = Path("/usr/share/wordpress")
    if not folder.is_dir():
        return Counterpart(absent="WordPress is not installed (apt install wordpress)")
    return Counterpart(folder, "WordPress on PHP " + _answer(["php", "-r", "echo PHP_VERSION;"]))


def _program(name: str, question: str, install: str) -> Counterpart:
    path = shutil.which(name)
    version = _answer([name, question]) if path else ""
    if path is None or not version:
        return Counterpart(absent=f"{name} is not on PATH ({install})")
    return Counterpart(Path(path), version.splitlines()[0])


def _answer(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
