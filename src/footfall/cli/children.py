"""Child processes that are started, watched, started again when they die, and stopped together."""

from __future__ import annotations

import ctypes
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from footfall.cli.say import notice

FIRST_WAIT = 1.0
LONGEST_WAIT = 60.0
"""Seconds before a child that died is started again; doubled each time, as long as it dies young."""
OLD = 60.0
"""Seconds after which a child counts as having lived, so that its next death is a first one again."""
GRACE = 25.0
"""Seconds that children have to stop: a worker's job has 20 (`footfall.apps.work.worker`)."""
_PR_SET_PDEATHSIG = 1
"""prctl(2): the signal a child gets when its parent dies."""


@dataclass(slots=True)
class Child:
    """One program that should always run. `command` makes its arguments from its name and that of the one that died."""

    title: str
    command: Callable[[str, str], list[str]]
    name: str = ""
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = FIRST_WAIT
    due: float = field(default=0.0)

    def start(self) -> None:
        before, self.name = self.name, secrets.token_hex(8)
        self.process = subprocess.Popen(  # noqa: S603 - our own programs
            self.command(self.name, before), stdin=subprocess.DEVNULL, preexec_fn=_die_with_parent
        )
        self.started = time.monotonic()

    def look(self, now: float) -> None:
        """Start it again when it is dead and its wait is over."""
        if self.process is None:
            if now >= self.due:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        self.process = None
        self.wait = FIRST_WAIT if now - self.started > OLD else min(self.wait * 2, LONGEST_WAIT)
        self.due = now + self.wait / 2
        notice(f"{self.title} ended by itself (exit code {code}) and is started again in {self.wait / 2:.0f} s.")


def stop(children: list[Child]) -> None:
    """Ask all to stop, wait, and end those which don't."""
    running = [child for child in children if child.process is not None]
    for child in running:
        _signal(child, signal.SIGTERM)
    until = time.monotonic() + GRACE
    for child in running:
        assert child.process is not None
        try:
            child.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            notice(f"{child.title} did not stop in time and was ended.")
            child.process.kill()
            child.process.wait()


def _signal(child: Child, number: int) -> None:
    assert child.process is not None
    if child.process.poll() is None:
        child.process.send_signal(number)


def _die_with_parent() -> None:
    """In the child: own process group, so that Ctrl-C reaches only the parent, which stops the children in order; and a
    signal when the parent is killed."""
    os.setpgid(0, 0)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
