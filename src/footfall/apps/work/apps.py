"""The application's name."""

from __future__ import annotations

from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "footfall.apps.work"
    label = "work"
    default_auto_field = "django.db.models.BigAutoField"
