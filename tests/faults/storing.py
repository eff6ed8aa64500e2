"""Processes of the event store that a test may kill: `write`, `seal`, `sweep`, which dies at every step in
turn, and `full`, whose disk fills up."""

from __future__ import annotations

import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from footfall.events import parquet, parts, tables
from footfall.events.door import FullError
from footfall.events.inbox import SqliteInbox
from footfall.events.sealer import Sealer, alone
from footfall.events.store import DuckStore
from footfall.flywheel.event import DAY
from footfall.flywheel.hit import id_at
from tests.events.making import hit, plainly


def main() -> None:
    what, folder = sys.argv[1], Path(sys.argv[2])
    {"write": write, "seal": seal, "sweep": sweep, "full": full}[what](folder)


def write(folder: Path) -> None:
    """Put hits in for ever; what was answered stands in a file of this process, one line for each commit."""
    box = SqliteInbox(folder, spare=0)
    number = 0
    _say_started(folder)
    with (folder / f"answered-{os.getpid()}-{time.time_ns()}").open("ab", buffering=0) as answered:
        while True:
            hits = [hit(0, visitor=os.getpid())._replace(id=_next(number + turn)) for turn in range(20)]
            box.put_now(hits)
            answered.write(" ".join(str(one.id) for one in hits).encode() + b"\n")
            number += 20
            time.sleep(0.02)


def _say_started(folder: Path) -> None:
    (folder / f"started-{os.getpid()}").touch()


def _next(number: int) -> int:
    """No two alike, in any process of the last minutes."""
    return id_at(int(time.time() * 1000), (os.getpid() % 1024 << 12) | (number % 4096))


def seal(folder: Path) -> None:
    """Seal for ever: every few hundred events become parts, and the clock is so far that parts are merged at once."""
    parquet.ROWS = 20
    began = time.time()

    def clock() -> int:
        return int((began + 2 * 86_400 + (time.time() - began) * 600) * 1000)

    with alone(folder):
        sealer = Sealer(folder, plainly, clock=clock)
        _say_started(folder)
        while True:
            sealer.step()
            sealer.tidy(clock())


def sweep(folder: Path) -> None:
    """Work on a folder, and die at the first step, then at the second, and so on, until the work is done alive. After
    each death everything is looked at. Prints how many steps there were."""
    step = 0
    while True:
        step += 1
        _in_child(lambda step=step: _put(folder, step))
        alive = _in_child(lambda step=step: _work(folder, step))
        if _in_child(lambda step=step: _look(folder, 50 * step)) != 0:
            sys.exit(f"After dying at step {step} events were lost or doubled.")
        if alive == 0:
            break
    print(step - 1)


def _put(folder: Path, step: int) -> None:
    box = SqliteInbox(folder, spare=0)
    box.put_now([hit(50 * step + number) for number in range(50)])
    box.close()


def _work(folder: Path, death: int) -> None:
    """Seal, store, merge, remove: with a death at the given step."""
    steps = _Steps(death)
    steps.watch(parts, "write")
    steps.watch(parts, "_settle")
    steps.watch(parts, "swap")
    steps.watch(parts, "unlink_left")
    steps.watch(Path, "rename")
    steps.watch(Path, "unlink")
    steps.watch(tables, "set_fact")
    tables.writing = steps.around(tables.writing)  # type: ignore[assignment]
    now = [20_000 * DAY + 365 * 30 * DAY]
    with alone(folder):
        sealer = Sealer(folder, plainly, clock=lambda: now[0])
        steps.watch(Sealer, "_seal_rows")
        sealer.once()
        now[0] += DAY
        sealer.once()
        sealer.close()


def _look(folder: Path, expected: int) -> None:
    """Everything once: in what can be asked, together with what waits in the inbox."""
    with alone(folder):
        sealer = Sealer(folder, plainly)
        while sealer.seal_some():
            pass
        sealer.close()
    store = DuckStore(folder)
    (row,) = store.run("SELECT count(*) AS n, count(DISTINCT id) AS ids FROM events", {})
    if row != {"n": expected, "ids": expected}:
        sys.exit(f"There should be {expected} events, and are {row}.")
    connection = tables.open_store(folder)
    if parts.missing(connection, folder):
        sys.exit("The manifest names a file that is not there.")


def full(folder: Path) -> None:
    """No file may grow beyond a limit, as on a full disk; then there is room again. Prints how many were answered."""
    before, answered = resource.getrlimit(resource.RLIMIT_FSIZE), 0
    box = SqliteInbox(folder, spare=0)
    box.put_now([hit(0)])
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, before[1]))
    refused = 0
    while refused < 5:
        try:
            box.put_now([hit(answered + 1)._replace(agent="x" * 2000)])
            answered += 1
        except FullError:
            refused += 1
    stop = threading.Event()
    with alone(folder):
        sealer = Sealer(folder, plainly)
        running = threading.Thread(target=sealer.run, args=(stop,))
        running.start()
        time.sleep(1.5)  # It may or may not get on; it must not die, nor spoil anything.
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        box.put_now([hit(answered + 1)])
        time.sleep(2.5)
        assert running.is_alive()
        stop.set()
        running.join()
        sealer.once()
        sealer.close()
    box.close()
    print(answered + 2)


class _Steps:
    """Counts what happens, and kills this process at one number."""

    def __init__(self, death: int) -> None:
        self._left = death

    def step(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, owner: Any, name: str) -> None:
        """Two steps: before and after each call."""
        whole: Callable[..., Any] = getattr(owner, name)

        def watched(*given: Any, **more: Any) -> Any:
            self.step()
            result = whole(*given, **more)
            self.step()
            return result

        setattr(owner, name, watched)

    def around(self, whole: Callable[..., Any]) -> Callable[..., Any]:
        @contextmanager
        def watched(connection: Any) -> Iterator[Any]:
            self.step()
            with whole(connection):
                self.step()
                yield connection
                self.step()
            self.step()

        return watched


def _in_child(work: Callable[[], None]) -> int:
    """The exit status of a process that does it."""
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        except SystemExit as error:
            print(error, file=sys.stderr)
        finally:
            os._exit(code)
    return os.waitpid(pid, 0)[1]


if __name__ == "__main__":
    main()
