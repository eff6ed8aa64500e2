"""The application's name, and the sentences of its deeds."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

DEEDS = {
    "webhook.added": _("%(who)s added a webhook to %(thing)s for %(events)s."),
    "webhook.changed": _("%(who)s changed the webhook to %(thing)s."),
    "webhook.removed": _("%(who)s removed the webhook to %(thing)s."),
    "webhook.repeated": _("%(who)s sent the webhook message %(thing)s again."),
    "webhook.secret-changed": _("%(who)s replaced the secret of the webhook to %(thing)s."),
    "webhook.tested": _("%(who)s sent a test to the webhook at %(thing)s."),
    "webhook.turned-off": _("%(who)s turned off the webhook to %(thing)s. %(why)s"),
}


class HooksConfig(AppConfig):
    name = "footfall.apps.hooks"
    label = "hooks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from footfall.apps.accounts.deeds import SENTENCES

        SENTENCES.update(DEEDS)
