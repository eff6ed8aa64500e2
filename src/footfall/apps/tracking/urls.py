"""Addresses of tracking, below a workspace."""

from __future__ import annotations

from django.urls import path

from footfall.apps.tracking.views import goals, imports, install, person, server, settings

app_name = "tracking"
urlpatterns = [
    path("", install.sites, name="sites"),
    path("<int:site>/", install.install, name="install"),
    path("<int:site>/seen/", install.seen, name="seen"),
    path("<int:site>/goals/", goals.goals, name="goals"),
    path("<int:site>/goals/add/", goals.add, name="add-goal"),
    path("<int:site>/goals/<int:goal>/", goals.change, name="goal"),
    path("<int:site>/goals/<int:goal>/remove/", goals.remove, name="remove-goal"),
    path("<int:site>/privacy/", settings.privacy, name="privacy"),
    path("<int:site>/privacy/set/", settings.set_privacy, name="set-privacy"),
    path("<int:site>/person/", person.person, name="person"),
    path("<int:site>/person/export/", person.export, name="export-person"),
    path("<int:site>/person/erase/", person.erase, name="erase-person"),
    path("<int:site>/import/", imports.imports, name="import"),
    path("<int:site>/server/", server.server, name="server"),
    path("<int:site>/server/make/", server.make_key, name="make-key"),
    path("<int:site>/server/revoke/", server.revoke_key, name="revoke-key"),
]
