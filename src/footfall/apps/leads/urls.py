"""Addresses of leads, below a workspace."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "leads"
urlpatterns: list[URLPattern] = []
