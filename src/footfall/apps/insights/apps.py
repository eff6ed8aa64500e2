"""The application's name, and the sentences of its deeds."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

DEEDS = {
    "mail-report.chosen": _("%(who)s asked for a %(thing)s mail report."),
    "mail-report.ended": _("%(who)s takes no more mail reports."),
}


class InsightsConfig(AppConfig):
    name = "footfall.apps.insights"
    label = "insights"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from footfall.apps.accounts.deeds import SENTENCES

        SENTENCES.update(DEEDS)
