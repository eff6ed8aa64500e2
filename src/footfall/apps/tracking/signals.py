"""Changes of sites that the edge must know, whoever makes them."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from footfall.apps.sites.models import Site
from footfall.apps.tracking import revision
from footfall.apps.tracking.models import Goal, Measuring
from footfall.events.erasing import ask_to_forget_site


@receiver([post_save, post_delete], sender=Site)
@receiver([post_save, post_delete], sender=Measuring)
@receiver([post_save, post_delete], sender=Goal)
def count_change(**_said: Any) -> None:
    revision.bump()


@receiver(post_delete, sender=Site)
def forget(instance: Site, **_said: Any) -> None:
    """A site that is deleted, by itself or with its workspace, takes its events along."""
    site = instance.pk
    transaction.on_commit(lambda: ask_to_forget_site(settings.EVENTS, site, int(time.time() * 1000)))
