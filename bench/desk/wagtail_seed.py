"""Fills Wagtail's demo project for the load test: PEOPLE editors, PAGES pages under the home page. Prints JSON.

Runs in Wagtail's own environment: nothing of Footfall is imported.
"""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from home.models import HomePage  # noqa: E402


def main() -> None:
    people, pages = int(sys.argv[1]), int(sys.argv[2])
    home = HomePage.objects.get()
    for number in range(pages):
        home.add_child(instance=HomePage(title=f"Page {number}", slug=f"page-{number}"))
    sessions = []
    for number in range(people):
        user = get_user_model().objects.create_superuser(f"editor{number}", f"{number}@example.org")
        store = SessionStore()
        store[SESSION_KEY] = str(user.pk)
        store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        store[HASH_SESSION_KEY] = user.get_session_auth_hash()
        store.create()
        sessions.append(store.session_key)
    paths = ["/admin/", "/admin/users/", "/admin/reports/site-history/"]
    print(json.dumps({"cookie": "sessionid", "sessions": sessions, "paths": paths}))


if __name__ == "__main__":
    main()
