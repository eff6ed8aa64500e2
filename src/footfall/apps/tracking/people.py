"""What is stored of one person, where an id leads to them: showing it, handing it over, erasing it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.models import Person
from footfall.apps.links.store import store
from footfall.apps.sites.models import Site
from footfall.apps.tracking import keys
from footfall.events.erasing import ask_to_erase, events_of
from footfall.flywheel.event import Channel, Kind
from footfall.flywheel.identity import lasting


class IdKind(models.TextChoices):
    """By which id a person is known."""

    SITE = "site", _("The id that the site gave: a customer number, an account")
    BROWSER = "browser", _("The random number that the visitor’s browser keeps, after consent")


class Stored(NamedTuple):
    """What there is of a person."""

    visitor: int
    events: Sequence[dict[str, Any]]

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """How many of each kind, the most frequent first."""
        return [
            (Kind(kind).name.lower(), count) for kind, count in Counter(e["kind"] for e in self.events).most_common()
        ]

    @property
    def first(self) -> datetime | None:
        return at(self.events[0]["ts"]) if self.events else None

    @property
    def last(self) -> datetime | None:
        return at(self.events[-1]["ts"]) if self.events else None


def at(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


def stored_of(site: Site, kind: str, said: str) -> Stored:
    """All events of the person with an id; the id itself is stored nowhere, only its hash."""
    visitor = lasting(keys.lasting(), site.pk, said, by_site=kind == IdKind.SITE)
    return Stored(visitor, events_of(store(), site.pk, visitor))


def export(site: Site, kind: str, said: str, *, by: Person) -> dict[str, Any]:
    """What is stored of a person, as they may have it (Article 15 and 20 of the GDPR): values with words."""
    found = stored_of(site, kind, said)
    with transaction.atomic():
        note("person.exported", site, workspace=site.workspace, by=by, events=len(found.events))
    return {
        "site": site.address,
        "id": said,
        "events": [_readable(event) for event in found.events],
    }


def erase(site: Site, kind: str, said: str, *, by: Person) -> int:
    """Have everything of a person removed within minutes. Returns how many events there were."""
    found = stored_of(site, kind, said)
    with transaction.atomic():
        note("person.erased", site, workspace=site.workspace, by=by, events=len(found.events))
        ask_to_erase(settings.EVENTS, site.pk, found.visitor, int(time.time() * 1000))
    return len(found.events)


def _readable(event: dict[str, Any]) -> dict[str, Any]:
    words = {"at": at(event["ts"]).isoformat(), "kind": Kind(event["kind"]).name.lower()}
    words |= {"channel": Channel(event["chan"]).name.lower()}
    left_out = ("ts", "day", "kind", "chan", "site")
    return words | {name: value for name, value in event.items() if name not in left_out and value not in (0, "")}
