"""Addresses of webhooks, below a workspace."""

from __future__ import annotations

from django.urls import path

from footfall.apps.hooks import views

app_name = "hooks"
urlpatterns = [
    path("", views.endpoints, name="list"),
    path("add/", views.add, name="add"),
    path("<int:endpoint>/", views.endpoint, name="endpoint"),
    path("<int:endpoint>/change/", views.change, name="change"),
    path("<int:endpoint>/test/", views.test, name="test"),
    path("<int:endpoint>/secret/", views.secret, name="secret"),
    path("<int:endpoint>/remove/", views.remove, name="remove"),
    path("<int:endpoint>/deliveries/<int:delivery>/", views.delivery, name="delivery"),
    path("<int:endpoint>/deliveries/<int:delivery>/repeat/", views.repeat, name="repeat"),
]
