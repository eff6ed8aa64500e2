"""Addresses of insights, below a workspace."""

from __future__ import annotations

from django.urls import path

from footfall.apps.insights.views import mail, places, today

app_name = "insights"
urlpatterns = [
    path("", today.today, name="today"),
    path("insights/", places.overview, name="overview"),
    path("insights/sources/", places.sources, name="sources"),
    path("insights/pages/", places.pages, name="pages"),
    path("insights/page/", places.page, name="page"),
    path("insights/campaigns/", places.campaigns, name="campaigns"),
    path("insights/funnel/", places.funnel, name="funnel"),
    path("insights/sharing/", places.sharing, name="sharing"),
    path("insights/evergreen/", places.evergreen, name="evergreen"),
    path("insights/attribution/", places.attribution, name="attribution"),
    path("insights/live/", places.live, name="live"),
    path("insights/mail/", mail.mail, name="mail"),
    path("insights/<slug:table>.csv", places.table, name="table"),
]
