"""Addresses of background work and health."""

from __future__ import annotations

from django.urls import path

from footfall.apps.work import views

app_name = "work"
urlpatterns = [path("readyz", views.ready, name="ready")]
