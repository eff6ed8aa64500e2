"""What processes of `test_links_postgres` do: `python -m tests.faults.linking make 50 7` and `… follow 200`."""

from __future__ import annotations

import json
import os
import random
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "footfall.project.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402

from footfall.apps.accounts.models import Workspace  # noqa: E402
from footfall.apps.links import telling  # noqa: E402
from footfall.apps.links.actions import Wish, create_link, turn  # noqa: E402
from footfall.apps.links.revisions import changed_since  # noqa: E402
from footfall.apps.sites.actions import add_site  # noqa: E402

PATIENCE = 120.0


def prepare() -> None:
    workspace = Workspace.objects.create(name="Acme", slug="acme")
    add_site(workspace, "https://own.example/", by=None)


def make(count: int, seed: int) -> None:
    """Links in transactions that end late, each turned off again by another one."""
    workspace, chance = Workspace.objects.get(), random.Random(seed)
    telling.use(None)
    for _number in range(count):
        with transaction.atomic():
            link = create_link(workspace, Wish("https://own.example/"), by=None)
            time.sleep(chance.random() * 0.01)
        with transaction.atomic():
            turn(link, on=False, by=None)
            time.sleep(chance.random() * 0.003)


def follow(wanted: int) -> None:
    """Remember links as the edge does, until as many are off; say what was remembered, by code."""
    seen, known, steps, begun = 0, {}, 0, time.monotonic()
    while sum(state == "off" for state in known.values()) < wanted and time.monotonic() - begun < PATIENCE:
        latest, changed = changed_since(seen)
        assert latest >= seen
        known.update({link.code: link.state for link in changed})
        steps += latest > seen
        seen = latest
    print(json.dumps({"known": known, "steps": steps}))


if __name__ == "__main__":
    {"prepare": prepare, "make": make, "follow": follow}[sys.argv[1]](*map(int, sys.argv[2:]))
    connection.close()
