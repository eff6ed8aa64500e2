"""The salts of days: made by whoever comes first, the same in every process, gone after 48 hours."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

from footfall.apps.tracking.models import Salt
from footfall.flywheel.event import DAY

AHEAD = 3_600_000
"""Milliseconds before midnight from which the next day's salt is made, so that nobody waits for it. Our choice."""


def days(now: int) -> tuple[int, ...]:
    """The days whose salts are wanted at a time in milliseconds: yesterday, today, and tomorrow when it is near."""
    today = now // DAY
    near = today + 1 if (now + AHEAD) // DAY > today else today
    return tuple(range(today - 1, near + 1))


def made(wanted: Iterable[int], *, today: int) -> dict[int, bytes]:
    """The salts of days; those of today and later are made where they are missing, those of the past are not."""
    found = {salt.day: bytes(salt.value) for salt in Salt.objects.filter(day__in=list(wanted))}
    for day in wanted:
        if day >= today and day not in found:
            found[day] = bytes(Salt.objects.get_or_create(day=day)[0].value)
    return found


def forget(now: int) -> int:
    """Delete what is older than yesterday's: each is gone 48 hours after its day began. Returns how many."""
    old = Salt.objects.filter(day__lt=now // DAY - 1)
    if not old.exists():
        return 0
    with transaction.atomic():
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA secure_delete = ON")  # Else the bytes stay in the file until they are reused.
        return old.delete()[0]
