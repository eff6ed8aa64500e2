"""Addresses of sites, below a workspace."""

from __future__ import annotations

from django.urls import path

from footfall.apps.sites import views

app_name = "sites"
urlpatterns = [path("", views.today, name="today")]
