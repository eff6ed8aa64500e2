"""The application's name."""

from __future__ import annotations

from django.apps import AppConfig


class SitesConfig(AppConfig):
    name = "footfall.apps.sites"
    label = "sites"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from footfall.apps.accounts.deeds import SENTENCES
        from footfall.apps.sites import said

        SENTENCES.update(said.SENTENCES)
