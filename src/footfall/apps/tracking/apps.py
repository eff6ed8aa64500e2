"""The application's name, and the sentences of its deeds."""

from __future__ import annotations

from django.apps import AppConfig


class TrackingConfig(AppConfig):
    name = "footfall.apps.tracking"
    label = "tracking"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from footfall.apps.accounts.deeds import SENTENCES
        from footfall.apps.tracking import said, signals  # noqa: F401 - connects the signals.

        SENTENCES.update(said.SENTENCES)
