"""Addresses of insights, below a workspace."""

from __future__ import annotations

from django.urls import path

from footfall.apps.insights.views import today

app_name = "insights"
urlpatterns = [
    path("", today.today, name="today"),
]
