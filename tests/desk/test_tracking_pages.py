"""Pages of tracking: what they say, what they change, what they show once, and what they never tell."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import secrets
import subprocess
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from footfall.apps.accounts.models import Person, Workspace
from footfall.apps.links import store as links_store
from footfall.apps.sites.models import Site
from footfall.apps.tracking import actions, keys
from footfall.apps.tracking.importing import import_visits
from footfall.apps.tracking.models import Goal, Measuring, SearchFigure
from footfall.apps.tracking.rules import rules_of
from footfall.apps.tracking.searching import MOST_TOLD, import_search, searched
from footfall.edge.signing import is_signed
from footfall.events.opening import open_store
from footfall.events.sealer import Sealer
from footfall.flywheel.event import DAY, Event, Kind
from footfall.flywheel.identity import lasting

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(workspace: Workspace) -> Site:
    return Site.objects.create(workspace=workspace, name="Bakery", address="https://bakery.example/")


@pytest.fixture
def base(site: Site) -> str:
    return f"/w/acme/tracking/{site.pk}/"


@pytest.fixture(autouse=True)
def events(settings: Any, tmp_path: Path) -> Iterator[Any]:
    """An event store of the test's own."""
    settings.EVENTS = tmp_path
    store = open_store(tmp_path)
    links_store.use(store)
    yield store
    links_store.use(None)
    store.close()


def happened(site: Site, *, visitor: int = 0, kind: Kind = Kind.VIEW, ago: int = 60_000, path: str = "/a") -> Event:
    ts = int(time.time() * 1000) - ago
    return Event(secrets.randbits(60), ts, ts // DAY, site.pk, int(kind), visitor=visitor, path=path)


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_without_sites_the_page_says_what_to_do(editor_client: Client) -> None:
    assert "Add a site first" in text_of(editor_client.get("/w/acme/tracking/"))


def test_the_page_waits_for_the_first_visit_and_sees_it(
    viewer_client: Client, site: Site, base: str, events: Any
) -> None:
    page = text_of(viewer_client.get(base))
    assert "Waiting for the first visit" in page
    assert 'hx-trigger="every 3s"' in page
    assert page.count("&lt;script defer src=") == 2  # The line itself, and the snippet for WordPress.
    assert "/f.js" not in re.sub(r"&lt;script.*?&gt;", "", page)
    assert f"data-site=&quot;{site.pk}&quot;" in page
    events.load([happened(site, path="/sourdough")])
    part = text_of(viewer_client.get(f"{base}seen/"))
    assert "It works: events arrive" in part
    assert "/sourdough" in part
    assert "hx-trigger" not in part
    assert "measured" in text_of(viewer_client.get("/w/acme/tracking/"))


def test_a_link_that_was_made_is_no_visit(viewer_client: Client, site: Site, base: str, events: Any) -> None:
    events.load([happened(site, kind=Kind.DELIVER)])
    assert "Waiting for the first visit" in text_of(viewer_client.get(f"{base}seen/"))


def test_a_store_that_can_not_be_read_breaks_no_page(
    viewer_client: Client, site: Site, base: str, monkeypatch: Any
) -> None:
    def broken(*_said: Any) -> None:
        raise OSError("disk")

    monkeypatch.setattr("footfall.apps.tracking.store.store", lambda: type("Broken", (), {"ask": broken}))
    assert "can’t be read just now" in text_of(viewer_client.get(base))


def test_settings_are_chosen_and_logged(owner_client: Client, site: Site, base: str) -> None:
    said = {"consent": "asked", "days": "91", "hosts": "shop.example\nhttps://WWW.bakery.example", "keeps": "id, page"}
    assert owner_client.post(f"{base}privacy/set/", said).status_code == 302
    measuring = Measuring.objects.get()
    assert (measuring.on, measuring.consent, measuring.days) == (False, "asked", 91)
    assert (measuring.hosts, measuring.keeps) == (["shop.example"], ["id", "page"])
    assert site.workspace.deeds.get().verb == "measuring.changed"
    page = text_of(owner_client.get(f"{base}privacy/"))
    assert "your banner" in page
    assert "3 months" in page
    assert "footfall.consent(true)" in text_of(owner_client.get(base))


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("hosts", "*.example.org"),
        ("hosts", "localhost"),
        ("hosts", "user:secret@example.org"),
        ("keeps", "utm_source"),
        ("keeps", "s"),
        ("keeps", "a=b"),
        ("days", "12"),
        ("consent", "always"),
    ],
)
def test_settings_that_can_not_be_are_refused(owner_client: Client, base: str, field: str, typed: str) -> None:
    said = {"on": "on", "consent": "never", "days": "91", field: typed}
    answer = owner_client.post(f"{base}privacy/set/", said)
    assert answer.status_code == 422
    assert not Measuring.objects.exclude(hosts=[], keeps=[], days=760, consent="never").exists()


def test_goals_from_the_first_to_the_last(editor_client: Client, base: str) -> None:
    assert "No goal yet" in text_of(editor_client.get(f"{base}goals/"))
    said = {"name": "order", "pattern": "/orders/*/paid", "amount": "12.50", "currency": "eur"}
    assert editor_client.post(f"{base}goals/add/", said).status_code == 302
    assert editor_client.post(f"{base}goals/add/", said).status_code == 422
    page = text_of(editor_client.get(f"{base}goals/", {"path": "/orders/7/paid?utm_source=x"}))
    assert "counts as: order" in page
    assert "12.50 EUR" in page
    assert "reaches no goal" in text_of(editor_client.get(f"{base}goals/", {"path": "/orders"}))
    goal = Goal.objects.get()
    assert editor_client.post(f"{base}goals/{goal.pk}/", {"event": "paid"}).status_code == 302
    goal.refresh_from_db()
    assert (goal.name, goal.pattern, goal.event, goal.value) == ("order", "", "paid", 0)
    editor_client.post(f"{base}goals/{goal.pk}/remove/")
    assert not Goal.objects.exists()


def test_a_server_key_is_shown_once_and_its_example_runs(owner_client: Client, site: Site, base: str) -> None:
    page = text_of(owner_client.post(f"{base}server/make/"))
    key = rules_of(Site.objects.get()).secret
    assert len(key) > 40
    assert key in page
    assert key not in text_of(owner_client.get(f"{base}server/"))
    assert key not in Measuring.objects.get().sealed_secret
    from footfall.apps.tracking.snippets import curl

    script = curl(site, "http://127.0.0.1:1", key).partition("\ncurl ")[0]
    done = subprocess.run(
        ["/bin/sh", "-c", f'{script}\nprintf "%s\\n%s" "t=$NOW,v1=$SIGNED" "$BODY"'],
        capture_output=True, text=True, timeout=20, env=os.environ, check=True,
    )  # fmt: skip
    signed, _, body = done.stdout.partition("\n")
    assert is_signed(signed, key, body.encode(), int(time.time() * 1000))
    assert json.loads(body)["site"] == site.pk
    owner_client.post(f"{base}server/revoke/")
    assert rules_of(Site.objects.get()).secret == ""


def test_a_person_gets_what_is_stored_and_is_erased(
    owner_client: Client, site: Site, base: str, events: Any, tmp_path: Path
) -> None:
    ann = lasting(keys.lasting(), site.pk, "customer-7", by_site=True)
    events.load([happened(site, visitor=ann), happened(site, visitor=ann, kind=Kind.SHARE), happened(site, visitor=5)])
    said = {"kind": "site", "said": "customer-7"}
    page = text_of(owner_client.post(f"{base}person/", said))
    assert "<dd>2</dd>" in page
    nobody = text_of(owner_client.post(f"{base}person/", {"kind": "browser", "said": "customer-7"}))
    assert "Nothing is stored under this id" in nobody
    file = owner_client.post(f"{base}person/export/", said)
    assert file["Content-Disposition"].startswith("attachment")
    assert [event["kind"] for event in json.loads(file.content)["events"]] in (["view", "share"], ["share", "view"])
    assert owner_client.post(f"{base}person/erase/", said).status_code == 302
    sealer = Sealer(tmp_path, lambda hits, memory: [])
    sealer.step()
    sealer.close()
    assert "Nothing is stored under this id" in text_of(owner_client.post(f"{base}person/", said))
    assert len(events.run("SELECT id AS id FROM events", {})) == 1
    verbs = list(site.workspace.deeds.values_list("verb", "detail"))
    assert verbs == [("person.erased", {"events": 2}), ("person.exported", {"events": 2})]
    assert "customer-7" not in str(verbs)


PAGES = "Top pages,Clicks,Impressions,CTR,Position\n"
SPANISH = "Páginas principales,Clics,Impresiones,CTR,Posición\n"
LINE = 'https://bakery.example/a?utm_source=x,12,"1,340",0.9%,3.1\n'


@pytest.mark.parametrize("head", [PAGES, SPANISH, "clicks,page,impressions\n"])
def test_search_figures_are_taken_over(site: Site, head: str) -> None:
    line = '12,https://bakery.example/a,"1,340"\n' if head.startswith("clicks") else LINE
    done = import_search(site, head + line + "\n", first=100, last=190, by=None)
    assert (done.rows, done.problems) == (1, [])
    assert searched(site.pk, 150, 160) == {"/a": (12, 1340)}
    assert searched(site.pk, 191, 200) == {}
    import_search(site, PAGES + LINE.replace("12", "13"), first=150, last=200, by=None)
    assert searched(site.pk, 0, 1000) == {"/a": (13, 1340)}


def test_the_page_says_which_lines_it_left_out(editor_client: Client, base: str) -> None:
    wrong = ["https://elsewhere.example/,1,2", "https://bakery.example/b,many,2", "https://bakery.example/c"]
    file = SimpleUploadedFile("Pages.csv", (PAGES + LINE + "\n".join(wrong)).encode())
    said = {"kind": "search", "file": file, "first": date(2026, 8, 1), "last": date(2026, 10, 31)}
    answer = editor_client.post(f"{base}import/", said)
    page = text_of(answer)
    assert answer.status_code == 200
    assert "One row counts from now on" in page
    assert all(f"Line {number}" in page for number in (3, 4, 5))
    assert SearchFigure.objects.count() == 1


@pytest.mark.parametrize("body", [b"", b"\x00\x01\xff\xfe", b"PK\x03\x04zip", PAGES.encode(), b"x" * 2_600_000])
def test_files_that_are_none_are_refused(editor_client: Client, base: str, body: bytes) -> None:
    said = {"kind": "search", "file": SimpleUploadedFile("x.csv", body), "first": "2026-08-01", "last": "2026-10-31"}
    assert editor_client.post(f"{base}import/", said).status_code == 422
    assert not SearchFigure.objects.exists()


def test_old_visits_are_taken_once(editor_client: Client, site: Site, base: str, events: Any) -> None:
    body = b"Date,Page,Visits,Source\n2026-10-01,/a,3,linkedin\nsoon,/a,1,\n"
    answers = []
    for _ in range(2):
        file = SimpleUploadedFile("old.csv", body)
        answers.append(editor_client.post(f"{base}import/", {"kind": "visits", "file": file}))
    assert [answer.status_code for answer in answers] == [200, 422]
    assert "3 rows count" in text_of(answers[0])
    assert "is no date" in text_of(answers[0])
    assert "imported into this site before" in text_of(answers[1])
    rows = events.run("SELECT path AS path, net AS net FROM events", {})
    assert rows == [{"path": "/a", "net": "linkedin"}] * 3


def test_more_visits_than_somebody_can_wait_for_are_refused(site: Site) -> None:
    with pytest.raises(actions.Refused, match="import-visits"):
        import_visits(site, "Date,Page,Visits\n2026-10-01,/a,999999\n", by=None)


def test_a_long_list_of_problems_stays_short(site: Site) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["page", "clicks", "impressions"], *[["https://x.example/", "1", "2"]] * 100])
    done = import_search(site, text.getvalue(), first=1, last=2, by=None)
    assert (done.rows, done.left_out, len(done.problems)) == (0, 100, MOST_TOLD)


def test_what_people_type_stays_text(owner_client: Client, site: Site, owner: Person, base: str) -> None:
    Site.objects.update(name="<script>alert(1)</script>")
    actions.add_goal(site, by=owner, name="goal", pattern="/<script>alert(2)</script>")
    for page in ("", "goals/", "privacy/", "person/", "import/", "server/"):
        assert "<script>alert(" not in text_of(owner_client.get(f"{base}{page}"))
