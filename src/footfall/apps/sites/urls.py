"""Addresses of sites and audits, below a workspace."""

from __future__ import annotations

from django.urls import path

from footfall.apps.sites.views import (
    audit,
    export,
    history,
    ignored,
    listing,
    page,
    pages,
    robots,
    rule,
    share,
    site,
    today,
)

app_name = "sites"
urlpatterns = [
    path("", today.today, name="today"),
    path("sites/", listing.listing, name="list"),
    path("sites/add/", listing.add, name="add"),
    path("sites/add/example/", listing.add_example, name="add-example"),
    path("sites/<int:site>/", site.site, name="site"),
    path("sites/<int:site>/audit/", listing.start, name="start"),
    path("sites/<int:site>/change/", site.change, name="change"),
    path("sites/<int:site>/remove/", site.remove, name="remove"),
    path("sites/<int:site>/schedule/", site.schedule, name="schedule"),
    path("sites/<int:site>/schedule/set/", site.set_schedule, name="set-schedule"),
    path("sites/<int:site>/history/", history.history, name="history"),
    path("sites/<int:site>/compare/", history.compare, name="compare"),
    path("sites/<int:site>/ignored/", ignored.ignored, name="ignored"),
    path("sites/<int:site>/ignored/<int:ignored>/undo/", ignored.heed, name="heed"),
    path("sites/<int:site>/ignore/<slug:rule>/", ignored.ignore, name="ignore"),
    path("audits/<int:audit>/", audit.audit, name="audit"),
    path("audits/<int:audit>/progress/", audit.progress, name="progress"),
    path("audits/<int:audit>/stop/", audit.stop, name="stop"),
    path("audits/<int:audit>/failed/", audit.failed, name="failed"),
    path("audits/<int:audit>/pages/", pages.pages, name="pages"),
    path("audits/<int:audit>/pages/<int:page>/", page.page, name="page"),
    path("audits/<int:audit>/pages/<int:page>/mended/", page.mended, name="page-fix"),
    path("audits/<int:audit>/pages/<int:page>/diff/", page.difference, name="page-diff"),
    path("audits/<int:audit>/pages/<int:page>/snippet/", page.snippet, name="page-snippet"),
    path("audits/<int:audit>/robots/", robots.robots, name="robots"),
    path("audits/<int:audit>/robots/file/", robots.robots_file, name="robots-file"),
    path("audits/<int:audit>/rules/<slug:rule>/", rule.rule, name="rule"),
    path("audits/<int:audit>/share/", share.share, name="share"),
    path("audits/<int:audit>/share/<int:link>/revoke/", share.revoke, name="revoke"),
    path("audits/<int:audit>/export/", export.export, name="export"),
    path("audits/<int:audit>/export/make/", export.make, name="export-make"),
    path("audits/<int:audit>/export/<int:export>/", export.file, name="export-file"),
]
