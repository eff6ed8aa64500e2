"""The number that counts changes of what the edge must know of measuring."""

from __future__ import annotations

from django.db.models import F

from footfall.apps.tracking.models import Revision

RULES = "rules"


def bump() -> None:
    """Say that something changed. Call it last in the transaction of the change: the row stays locked until its end."""
    if not Revision.objects.filter(name=RULES).update(number=F("number") + 1):
        Revision.objects.get_or_create(name=RULES)
        Revision.objects.filter(name=RULES).update(number=F("number") + 1)


def current() -> int:
    return Revision.objects.filter(name=RULES).values_list("number", flat=True).first() or 0
