from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "footfall.apps.links"
