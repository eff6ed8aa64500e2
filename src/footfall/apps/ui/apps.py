"""The application's name."""

from __future__ import annotations

from django.apps import AppConfig


class UIConfig(AppConfig):
    name = "footfall.apps.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
