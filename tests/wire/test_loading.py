"""Importing the package must not cost an HTTP library."""

from __future__ import annotations

import subprocess
import sys

import footfall.wire


def test_the_package_loads_nothing_heavy() -> None:
    heavy = ("aiohttp", "yarl", "protego", "PIL", "sqlite3")
    code = f"import sys, footfall.wire; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_name_is_found() -> None:
    for name in footfall.wire.__all__:
        assert getattr(footfall.wire, name).__name__ == name
    assert set(footfall.wire.__all__) == set(footfall.wire._HOMES)
