"""Pins dependencies: one lock file a purpose, with hashes, for every platform, and without any registry's address."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path("requirements")
LOCKS = {
    "base.lock": ["pyproject.toml"],
    "desk.lock": ["pyproject.toml", "--extra", "desk"],
    "test.lock": ["pyproject.toml", "--extra", "desk", "--group", "test"],
    "check.lock": ["pyproject.toml", "--extra", "desk", "--group", "test", "--group", "check"],
    "bench.lock": ["pyproject.toml", "--extra", "desk", "--extra", "cluster", "--group", "test", "--group", "bench"],
}
OPTIONS = ["--universal", "--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header", "--quiet"]


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, inputs in LOCKS.items():
        constraint = [] if name == "base.lock" else ["--constraint", str(FOLDER / "base.lock")]
        command = ["uv", "pip", "compile", *inputs, *OPTIONS, *constraint, "-o", str(FOLDER / name)]
        print(" ".join(command))
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        text = (FOLDER / name).read_text()
        if "://" in text:
            sys.exit(f"{name} contains an address; lock files must not name a registry.")


if __name__ == "__main__":
    main()
