"""The file of an offer goes with its row, however that goes: with its site or its workspace as well."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from footfall.apps.leads.models import Offer


@receiver(post_delete, sender=Offer)
def delete_file(instance: Offer, **_said: Any) -> None:
    storage, name = instance.file.storage, instance.file.name
    if name:
        transaction.on_commit(lambda: storage.delete(name))
