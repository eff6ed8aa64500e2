"""The application's name."""

from __future__ import annotations

from django.apps import AppConfig


class HooksConfig(AppConfig):
    name = "footfall.apps.hooks"
    label = "hooks"
    default_auto_field = "django.db.models.BigAutoField"
