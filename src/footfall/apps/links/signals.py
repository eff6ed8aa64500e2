"""What must happen when others delete what links belong to."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from footfall.apps.links.models import Domain, Link, Tombstone
from footfall.apps.links.revisions import begin_change
from footfall.apps.sites.models import Site


@receiver(pre_delete, sender=Site)
def bury_links(instance: Site, **_more: Any) -> None:
    """A site goes, alone or with its workspace: its links' codes stay taken, and the edge hears that they are gone."""
    rows = Link.objects.filter(site=instance).only("pk", "host", "code")
    with transaction.atomic():
        if not rows.exists():
            return
        revision = begin_change()
        stones = (Tombstone(host=row.host, code=row.code, link=row.pk, revision=revision) for row in rows.iterator())
        Tombstone.objects.bulk_create(stones, batch_size=500)


@receiver(pre_delete, sender=Domain)
def tell_edge(**_more: Any) -> None:
    """A domain goes, alone or with its workspace: the edge reads the list of domains again."""
    begin_change()
