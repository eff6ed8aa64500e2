"""What an app declares to have work done in the background.

    @every(minutes=15)
    @job(title="Look which audits are due")
    def look() -> None: ...

    @job(queue=AUDITS, attempts=3, title="Audit a site")
    def audit(audit_id: int) -> None:
        for page in pages:
            if stopping():
                raise HandBack
            ...

    enqueue(audit, 7)

Jobs live in the `jobs` module of an app. Arguments are JSON. A job may run more than once (a worker can die after the
work and before its mark), so it must bear that. `enqueue` writes a row: inside a transaction it happens with the rest
or not at all.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any, ParamSpec, TypeVar

from django.utils.module_loading import autodiscover_modules, import_string
from django_tasks import task
from django_tasks.base import Task

P = ParamSpec("P")
T = TypeVar("T")

DEFAULT = "default"
"""The queue of quick jobs: seconds at most."""
AUDITS = "audits"
"""The queue of jobs that may take hours."""


class HandBack(BaseException):
    """A job raises it when `stopping()`: it goes back to its queue, and the attempt is not counted.

    Not an `Exception`, so that a job's own `except Exception` lets it through.
    """


class UnableError(Exception):
    """A job raises it with a complete sentence when trying again can't help: it becomes a dead letter at once."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How often a job is tried, and how long is waited in between."""

    title: str
    attempts: int = 5
    first_wait: timedelta = timedelta(seconds=10)
    longest_wait: timedelta = timedelta(hours=1)

    def wait_after(self, attempts: int, random: Random) -> timedelta:
        """The wait after so many attempts (1 or more): it doubles each time; then between half and all of it by lot, so
        that jobs which failed together don't come back together."""
        doublings: int = 2 ** min(attempts - 1, 20)
        return min(self.first_wait * doublings, self.longest_wait) * random.uniform(0.5, 1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A job that is enqueued once per period. Periods are counted in UTC from `offset` past midnight."""

    task: Task[[], Any]
    length: timedelta
    offset: timedelta = timedelta()

    @property
    def name(self) -> str:
        return self.task.module_path

    def begin(self, now: datetime) -> datetime:
        """When the period that holds `now` began."""
        origin = datetime(2020, 1, 1, tzinfo=UTC) + self.offset
        return origin + (now - origin) // self.length * self.length


SCHEDULES: dict[str, Schedule] = {}
_policies: dict[str, Policy] = {}
_ending = threading.Event()
_lost = threading.Event()


def job(
    *, queue: str = DEFAULT, attempts: int = 5, title: str = "", priority: int = 0, first_wait: timedelta | None = None
) -> Callable[[Callable[P, T]], Task[P, T]]:
    """Makes a function of a module a job.

    Args:
        queue: `DEFAULT` or `AUDITS`.
        attempts: how often it is tried before it becomes a dead letter.
        title: what it does, for the operator: "Audit a site".
        first_wait: the wait after the first failure; it doubles with each further one, up to an hour.
    """

    def declare(function: Callable[P, T]) -> Task[P, T]:
        made: Task[P, T] = task(queue_name=queue, priority=priority)(function)
        policy = Policy(title or function.__name__.replace("_", " ").capitalize(), attempts)
        if first_wait is not None:
            policy = Policy(policy.title, attempts, first_wait)
        _policies[made.module_path] = policy
        return made

    return declare


def every(*, minutes: int = 0, hours: int = 0) -> Callable[[Task[[], T]], Task[[], T]]:
    """Enqueues a job without arguments once in each period, however many workers there are.

    Periods that passed while no worker ran are not made up for; the current one is.
    """

    def declare(made: Task[[], T]) -> Task[[], T]:
        schedule = Schedule(made, timedelta(hours=hours, minutes=minutes))
        SCHEDULES[schedule.name] = schedule
        return made

    return declare


def daily(at: time) -> Callable[[Task[[], T]], Task[[], T]]:
    """Like `every`, once a day from a time of day in UTC."""

    def declare(made: Task[[], T]) -> Task[[], T]:
        schedule = Schedule(made, timedelta(days=1), timedelta(hours=at.hour, minutes=at.minute))
        SCHEDULES[schedule.name] = schedule
        return made

    return declare


def enqueue(what: Task[P, Any], *args: P.args, **kwargs: P.kwargs) -> str:
    """Have a job done as soon as a worker is free. Returns the job's id."""
    return what.enqueue(*args, **kwargs).id


def enqueue_at(when: datetime, what: Task[P, Any], *args: P.args, **kwargs: P.kwargs) -> str:
    """Have a job done not before `when`. Returns the job's id."""
    return what.using(run_after=when).enqueue(*args, **kwargs).id


def stopping() -> bool:
    """Whether the running job should save what it has and raise `HandBack`: the worker was asked to stop, or the job
    was given to another worker because this one seemed dead. False outside a worker. Any thread may ask."""
    return _ending.is_set() or _lost.is_set()


def policy_of(path: str) -> Policy:
    """The policy of a job by its dotted path; that of a plain Django task is one attempt."""
    if path not in _policies:
        with suppress(ImportError):
            import_string(path)
    return _policies.get(path) or Policy(path.rsplit(".", 1)[-1].replace("_", " ").capitalize(), attempts=1)


def discover() -> None:
    """Import the jobs of all apps, so that their schedules are known."""
    autodiscover_modules("jobs", "upkeep")


def end() -> None:
    """Tell the running job that the process ends."""
    _ending.set()


def ending() -> bool:
    """Whether the process was asked to stop."""
    return _ending.is_set()


def wait(seconds: float) -> None:
    """Sleep, but not past being asked to stop."""
    _ending.wait(seconds)


def lose() -> None:
    """Tell the running job that another worker has it."""
    _lost.set()


def begin() -> None:
    """A job begins: nobody has taken it yet."""
    _lost.clear()
