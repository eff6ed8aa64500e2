"""Addresses of people and workspaces that stand outside a workspace."""

from __future__ import annotations

from django.urls import path

from footfall.apps.accounts import views

urlpatterns = [
    path("", views.home, name="home"),
    path("welcome/<str:token>/", views.welcome, name="welcome"),
]
