"""django-link-shortener as its README says, with Django's default middlewares."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import path

from bench.redirects.known import LINKS

_DURABLE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
settings.configure(
    SECRET_KEY="bench",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "shortener"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["BENCH_PEER"],
            "CONN_MAX_AGE": None,
            "OPTIONS": {"timeout": 30, "transaction_mode": "IMMEDIATE", "init_command": _DURABLE},
        }
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

from shortener.models import UrlMap  # noqa: E402
from shortener.views import expand  # noqa: E402

urlpatterns = [path("r/<str:link>", expand)]
application = get_wsgi_application()


def fill() -> None:
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    owner, late = User.objects.create_user("owner"), datetime(2100, 1, 1, tzinfo=UTC)
    UrlMap.objects.bulk_create(
        UrlMap(user=owner, full_url=f"https://shop.example/{n}", short_url=f"code{n:04d}", date_expired=late)
        for n in range(LINKS)
    )


if __name__ == "__main__" and sys.argv[1:] == ["fill"]:
    fill()
