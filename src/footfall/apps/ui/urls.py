"""Addresses of pages about the desk itself."""

from __future__ import annotations

from django.urls import path

from footfall.apps.ui import views

app_name = "ui"
urlpatterns = [path("", views.style_page, name="style-page")]
