"""Makes a data folder ready to be served: tables, cache table, collected static files, the first owner's link.

`python -m footfall.project.prepare` prints one JSON object: `link` is the address of the one-time owner link, or null.
`footfall up` runs it as a child, so that the process which only watches the others stays small.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

from footfall import __version__

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "footfall.project.settings")
UNUSED = ["ninja", "django_htmx/ext", "django_htmx/*-4*"]
"""Static files of libraries that no page of ours asks for: compressing them took 50 s of a first start."""
_LOCK = 7_015_046_115
"""The number under which processes that start together take turns on PostgreSQL. Any number; ours."""


def main() -> int:
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError

    try:
        django.setup()
        print(json.dumps({"link": prepare()}))  # noqa: T201 - what the parent reads
    except ImproperlyConfigured as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    except OperationalError as error:
        print(f"The database does not answer: {error}", file=sys.stderr)  # noqa: T201
        return 3
    return 0


def prepare() -> str | None:
    """Returns the address of the owner's link while nobody exists."""
    from django.conf import settings
    from django.core.management import call_command
    from django.urls import reverse

    from footfall.apps.accounts.actions.welcome import make_owner_link
    from footfall.apps.work.tables import Tables, tables

    with _one_at_a_time():
        if tables() is not Tables.READY:
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
        _collect(Path(settings.STATIC_ROOT))
        token = make_owner_link()
    if token is None:
        return None
    # The addresses of people alone: those of the whole desk, with its API, take a second to load.
    return f"{settings.PUBLIC_URL}{reverse('welcome', urlconf='footfall.apps.accounts.urls', args=[token])}"


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Several hosts that start together on one PostgreSQL migrate one after the other."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _collect(target: Path) -> None:
    """Collect static files unless the same ones were collected before: compressing them takes seconds."""
    from django.core.management import call_command

    mark, now = target / ".collected", _static_state()
    if mark.exists() and mark.read_text() == now:
        return
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)
    mark.write_text(now)


def _static_state() -> str:
    """Version, and names, sizes and times of all static files."""
    from django.contrib.staticfiles.finders import get_finders

    seen = blake2b(__version__.encode(), digest_size=16)
    for finder in get_finders():
        for name, storage in finder.list(UNUSED):
            stat = os.stat(storage.path(name))
            seen.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return seen.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
