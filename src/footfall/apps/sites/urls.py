"""Addresses of sites, below a workspace."""

from __future__ import annotations

from django.urls import path

from footfall.apps.sites.views import listing, today

app_name = "sites"
urlpatterns = [
    path("", today.today, name="today"),
    path("sites/", listing.listing, name="list"),
    path("sites/add/", listing.add, name="add"),
    path("sites/add/example/", listing.add_example, name="add-example"),
    path("sites/<int:site>/audit/", listing.start, name="start"),
]
