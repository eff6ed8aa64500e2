"""Addresses of offers for everybody, below get/."""

from __future__ import annotations

from django.urls import path

from footfall.apps.leads.views import public

app_name = "get"
urlpatterns = [
    path("mine/<str:token>/", public.mine, name="mine"),
    path("mine/<str:token>/file/", public.file, name="file"),
    path("<slug:handle>/", public.form, name="form"),
    path("<slug:handle>/sent/", public.sent, name="sent"),
]
