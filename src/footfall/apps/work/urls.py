"""Addresses of background work and health."""

from __future__ import annotations

from django.urls import path

from footfall.apps.work import views

app_name = "work"
urlpatterns = [
    path("readyz", views.ready, name="ready"),
    path("status/", views.status, name="status"),
    path("status/jobs/", views.jobs, name="jobs"),
    path("status/jobs/<uuid:job>/retry/", views.retry, name="retry"),
    path("status/jobs/<uuid:job>/discard/", views.discard, name="discard"),
]
