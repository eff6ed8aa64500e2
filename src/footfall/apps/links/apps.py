"""The application's name, and what it adds to others when it starts."""

from __future__ import annotations

from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "footfall.apps.links"
    label = "links"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from footfall.apps.accounts.deeds import SENTENCES
        from footfall.apps.links import said, signals

        assert signals
        SENTENCES.update(said.SENTENCES)
