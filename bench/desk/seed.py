"""Fills a desk for the load test: PEOPLE people of one workspace, ten sites, an audit of PAGES pages. Prints JSON."""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import transaction  # noqa: E402

from bench.pages import synthetic  # noqa: E402
from footfall.apps.accounts.actions.workspaces import make_workspace  # noqa: E402
from footfall.apps.accounts.models import Membership, Person, Workspace  # noqa: E402
from footfall.apps.accounts.rights import Role  # noqa: E402
from footfall.apps.sites.models import Audit, AuditState, Site  # noqa: E402
from footfall.apps.sites.recording import Recorder  # noqa: E402
from footfall.page import parse_page  # noqa: E402
from footfall.page.facts import PageFacts  # noqa: E402
from footfall.wire.options import Crawled  # noqa: E402

HOST = "https://shop.example"


def main() -> None:
    people, pages = int(sys.argv[1]), int(sys.argv[2])
    owner = Person.objects.create_user("owner@example.org", name="Owner")
    workspace = make_workspace(owner, "Bench")
    sessions = [_session(_colleague(workspace, number)) for number in range(people)]
    for number in range(9):
        _audit(Site.objects.create(workspace=workspace, name=f"Site {number}", address=f"https://{number}.example/"), 5)
    audit = _audit(Site.objects.create(workspace=workspace, name="Shop", address=f"{HOST}/"), pages)
    page = audit.pages.order_by("pk").first()
    assert page is not None
    base = f"/w/{workspace.slug}"
    paths = [
        f"{base}/",
        f"{base}/sites/",
        f"{base}/sites/{audit.site_id}/",
        f"{base}/audits/{audit.pk}/",
        f"{base}/audits/{audit.pk}/pages/",
        f"{base}/audits/{audit.pk}/pages/{page.pk}/",
    ]
    print(json.dumps({"cookie": settings.SESSION_COOKIE_NAME, "sessions": sessions, "paths": paths}))


def _colleague(workspace: Workspace, number: int) -> Person:
    person = Person.objects.create_user(f"{number}@example.org", name=f"Colleague {number}")
    Membership.objects.create(workspace=workspace, person=person, role=Role.EDITOR)
    return person


def _session(person: Person) -> str:
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def _audit(site: Site, pages: int) -> Audit:
    audit = Audit.objects.create(workspace=site.workspace, site=site, state=AuditState.RUNNING)
    recorder = Recorder(audit)
    for number in range(pages):
        made = synthetic(number, host=HOST, of=pages)
        recorder.take(Crawled(made.url, made.data, PageFacts(), parse_page(made.url, made.data)))
        if recorder.is_due():
            recorder.write(ahead=pages - number)
    with transaction.atomic():
        recorder.finish(AuditState.DONE)
    return audit


if __name__ == "__main__":
    main()
