"""A site with events, for tests of insights."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from footfall.apps.accounts.models import Workspace
from footfall.apps.links import store as stores
from footfall.apps.sites.models import Site
from footfall.events.door import Store
from footfall.flywheel.event import DAY, Event
from tests.desk.planted import planted

NUMBER = 4711
"""Of the site: events name it, so every test's site has it."""
HOSTILE = "/<script>alert(1)</script>"
HOST = 'evil"><img src=x>.example'
FORMULA = '=HYPERLINK("http://evil.example")'


def now() -> int:
    return int(time.time() * 1000)


def events() -> list[Event]:
    """Ten weeks of a small bakery, and what nobody of good will sends."""
    made = planted(NUMBER, now(), days=70, a_day=9)
    first = next(event for event in made if event.net == "pinterest" and event.ts > now() - 3 * DAY)
    return [*made, first._replace(path=HOSTILE, net=HOST, session=1), first._replace(campaign=FORMULA, session=2)]


@contextmanager
def asking(store: Store) -> Iterator[None]:
    """The desk asks this store."""
    stores.use(store)
    try:
        yield
    finally:
        stores.use(None)


def counted_site(workspace: Workspace, *, name: str = "Corner Bakery") -> Site:
    return Site.objects.create(pk=NUMBER, workspace=workspace, name=name, address="https://bakery.example/")
