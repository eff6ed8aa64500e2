"""Addresses of leads, below a workspace."""

from __future__ import annotations

from django.urls import path

from footfall.apps.leads.views import leads, offers

app_name = "leads"
urlpatterns = [
    path("", leads.leads, name="list"),
    path("export/", leads.export, name="export"),
    path("<int:lead>/", leads.lead, name="lead"),
    path("<int:lead>/remove/", leads.remove, name="remove"),
    path("offers/", offers.offers, name="offers"),
    path("offers/add/", offers.add, name="add-offer"),
    path("offers/<int:offer>/", offers.offer, name="offer"),
    path("offers/<int:offer>/change/", offers.change, name="change-offer"),
    path("offers/<int:offer>/state/", offers.set_state, name="set-state"),
    path("offers/<int:offer>/file/", offers.file, name="offer-file"),
    path("offers/<int:offer>/remove/", offers.remove, name="remove-offer"),
]
