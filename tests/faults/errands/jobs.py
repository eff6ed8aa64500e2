"""Jobs whose going can be watched from outside: each writes a line into the file that it is given."""

from __future__ import annotations

import os
import time
from pathlib import Path

from footfall.apps.work.jobs import AUDITS, HandBack, every, job, stopping


def _say(file: str, word: str) -> None:
    with Path(file).open("a") as lines:
        lines.write(f"{word} {os.getpid()}\n")


@job(queue=AUDITS)
def count_to(number: int, file: str) -> int:
    """Counts slowly and heeds being asked to stop."""
    _say(file, "began")
    for _ in range(number):
        if stopping():
            _say(file, "handed-back")
            raise HandBack
        time.sleep(0.05)
    _say(file, "ended")
    return number


@job(queue=AUDITS)
def deaf(seconds: float, file: str) -> None:
    """Never asks whether it should stop, and catches whatever it can."""
    _say(file, "began")
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            time.sleep(0.05)
        except Exception:
            continue
    _say(file, "ended")


@every(minutes=60 * 24)
@job()
def once_a_day() -> None:
    _say(os.environ["FOOTFALL_TEST_LINES"], "once")
