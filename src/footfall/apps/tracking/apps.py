from django.apps import AppConfig


class TrackingConfig(AppConfig):
    name = "footfall.apps.tracking"
