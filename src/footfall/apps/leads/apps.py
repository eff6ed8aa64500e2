"""The application's name, and the sentences of its deeds."""

from __future__ import annotations

from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "footfall.apps.leads"
    label = "leads"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from footfall.apps.accounts.deeds import SENTENCES
        from footfall.apps.leads import said, signals  # noqa: F401 - connects the signals.

        SENTENCES.update(said.SENTENCES)
