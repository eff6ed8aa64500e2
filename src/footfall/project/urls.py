"""All addresses of the desk."""

from __future__ import annotations

from django.urls import include, path

from footfall.apps.sites.views.public import report
from footfall.project import api

handler400 = "footfall.apps.ui.errors.bad_request"
handler403 = "footfall.apps.ui.errors.forbidden"
handler404 = "footfall.apps.ui.errors.not_found"
handler429 = "footfall.apps.accounts.views.entrance.too_many"
handler500 = "footfall.apps.ui.errors.broken"
urlpatterns = [
    path("", include("footfall.apps.accounts.urls")),
    path("", include("footfall.apps.work.urls")),
    path("ui/", include("footfall.apps.ui.urls")),
    path("api/", api.urls),
    api.unknown,
    path("w/<slug:workspace>/webhooks/", include("footfall.apps.hooks.urls")),
    path("w/<slug:workspace>/", include("footfall.apps.sites.urls")),
    path("report/<str:token>/", report, name="public-report"),
]
