"""Runs the command line the way a person does, and reads its JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def footfall(*arguments: object, state: Path) -> str:
    """The command's standard output; fails on any exit code but 0 and 1."""
    environment = {**os.environ, "FOOTFALL_STATE": str(state), "FOOTFALL_ONLY_LOOPBACK": "1"}
    command = [sys.executable, "-m", "footfall.cli.main", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=600)
    assert done.returncode in (0, 1), done.stderr[-3000:]
    return done.stdout


def audited(*arguments: object, state: Path) -> dict[str, Any]:
    """The JSON report of an audit."""
    report: dict[str, Any] = json.loads(footfall("audit", *arguments, "--format", "json", "--quiet", state=state))
    return report


def fired(page: dict[str, Any], *severities: str) -> set[str]:
    """The rules that fire on a page, of these severities or of all."""
    return {finding["rule"] for finding in page["findings"] if not severities or finding["severity"] in severities}


GRAVE = ("critical", "high", "medium")
