from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "footfall.apps.insights"
