"""Addresses of links, below a workspace."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "links"
urlpatterns: list[URLPattern] = []
