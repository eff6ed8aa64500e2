"""Changes of sites that the edge must know, whoever makes them."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from footfall.apps.sites.models import Site
from footfall.apps.tracking import revision
from footfall.apps.tracking.models import Goal, Measuring


@receiver([post_save, post_delete], sender=Site)
@receiver([post_save, post_delete], sender=Measuring)
@receiver([post_save, post_delete], sender=Goal)
def count_change(**_said: Any) -> None:
    revision.bump()
