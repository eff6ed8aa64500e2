"""A mark on a data folder that a desk runs on it, so that nobody restores a backup under its feet."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "running.lock"


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """While it is held, `is_held` is true; any number of processes may hold it. The system lets go when they die."""
    with (folder / NAME).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def is_held(folder: Path) -> bool:
    """Whether a desk or a worker runs on the folder."""
    path = folder / NAME
    if not path.exists():
        return False
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
