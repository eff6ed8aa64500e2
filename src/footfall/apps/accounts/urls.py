"""Addresses of people and workspaces."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from footfall.apps.accounts.views import entrance, person

mine: list[URLPattern | URLResolver] = [
    path("you/", person.person, name="person"),
    path("you/email/", person.email, name="email"),
    path("you/email/confirm/<str:value>/", person.email_confirm, name="email-confirm"),
    path("workspaces/", person.workspaces, name="workspaces"),
    path("workspaces/new/", person.new_workspace, name="new-workspace"),
    path("w/<slug:workspace>/settings/", include("footfall.apps.accounts.workspace_urls")),
]
urlpatterns = [
    path("", person.home, name="home"),
    path("welcome/<str:token>/", entrance.welcome, name="welcome"),
    path("invitation/<str:token>/", entrance.invitation, name="invitation"),
    path("account/", include("footfall.apps.accounts.sign_in_urls")),
    path("", include((mine, "accounts"))),
]
