"""Offers and leads in the desk and in the API: files, words of consent, lists, exports, deletion, rights."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from footfall.apps.accounts.models import Person, Workspace
from footfall.apps.leads import actions, asking, files
from footfall.apps.leads.models import Lead, Offer
from footfall.apps.links import telling
from footfall.apps.sites.models import Site
from tests.desk.making import close, make_token

pytestmark = pytest.mark.django_db
BASE = "/w/acme/leads/"
PDF = b"%PDF-1.7 a paper"


class Nothing:
    async def put(self, hits: Any) -> None: ...

    def put_now(self, hits: Any) -> None: ...


@pytest.fixture(autouse=True)
def _apart(settings: Any) -> Iterator[None]:
    settings.MAIL_WORKS = True
    telling.use(Nothing())
    yield
    telling.use(None)


@pytest.fixture
def site(workspace: Workspace) -> Site:
    return Site.objects.create(workspace=workspace, name="Bakery", address="https://bakery.example/")


@pytest.fixture
def offer(site: Site, owner: Person) -> Offer:
    file = SimpleUploadedFile("paper.pdf", PDF)
    made = actions.add_offer(
        site, by=owner, file=file, title="Paper", consent="I agree.", opt_in="single", asks=["name"]
    )
    return actions.set_state(made, "open", by=owner)


def lead(offer: Offer, email: str = "ann@example.org", name: str = "Ann") -> Lead:
    asking.ask(offer, email=email, answers={"name": name}, view="")
    return Lead.objects.get(offer=offer, email=email)


def typed(site: Site, **more: Any) -> dict[str, Any]:
    said = {"title": "Sourdough", "site": site.pk, "consent": "I agree.", "opt_in": "double", "asks": ["name"]}
    return said | {"file": SimpleUploadedFile("paper.pdf", PDF), "amount": "25", "currency": "EUR"} | more


def stored(offer: Offer) -> Path:
    return Path(django_settings.DATA) / "files" / str(offer.file.name)


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_an_offer_from_draft_to_its_end(
    owner_client: Client, editor_client: Client, site: Site, django_capture_on_commit_callbacks: Any
) -> None:
    assert "Make the first offer" in text_of(editor_client.get(f"{BASE}offers/"))
    answer = editor_client.post(f"{BASE}offers/add/", typed(site))
    offer = Offer.objects.get()
    assert answer["Location"] == f"{BASE}offers/{offer.pk}/"
    assert (offer.state, offer.value, offer.slug) == ("draft", 2500, "sourdough")
    assert stored(offer).read_bytes() == PDF
    assert Client().get(f"/get/{offer.handle}/").status_code == 404
    editor_client.post(f"{BASE}offers/{offer.pk}/state/", {"state": "open"})
    assert Client().get(f"/get/{offer.handle}/").status_code == 200
    before = stored(offer)
    with django_capture_on_commit_callbacks(execute=True):
        new = typed(site, file=SimpleUploadedFile("new.pdf", b"%PDF-2.0"), consent="Other words.")
        assert editor_client.post(f"{BASE}offers/{offer.pk}/change/", new).status_code == 302
    offer.refresh_from_db()
    assert stored(offer).read_bytes() == b"%PDF-2.0"
    assert not before.exists()
    page = text_of(editor_client.get(f"{BASE}offers/{offer.pk}/"))
    assert "Version 2" in page
    assert "I agree." in page
    assert editor_client.post(f"{BASE}offers/{offer.pk}/remove/").status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        owner_client.post(f"{BASE}offers/{offer.pk}/remove/")
    assert not Offer.objects.exists()
    assert not stored(offer).exists()


def test_files_go_with_their_site(offer: Offer, site: Site, django_capture_on_commit_callbacks: Any) -> None:
    lead(offer)
    assert stored(offer).exists()
    with django_capture_on_commit_callbacks(execute=True):
        site.delete()
    assert not stored(offer).exists()
    assert not Lead.objects.exists()


WRONG_FILES = [
    ("page.html", b"<script>alert(1)</script>"),
    ("picture.svg", b"<svg onload='alert(1)'/>"),
    ("paper.pdf", b"<html><script>alert(1)</script>"),
    ("program.exe", b"MZ"),
    ("paper.pdf", b""),
    ("paper", PDF),
    ("paper.pdf.html", PDF),
    ("movie.mp4", b"ftyp too early"),
]


@pytest.mark.parametrize(("name", "body"), WRONG_FILES)
def test_files_that_could_run_or_are_not_what_they_say_are_refused(
    editor_client: Client, site: Site, name: str, body: bytes
) -> None:
    answer = editor_client.post(f"{BASE}offers/add/", typed(site, file=SimpleUploadedFile(name, body)))
    assert answer.status_code == 422
    assert not Offer.objects.exists()


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(actions.Refused, match="20 MB"):
        files.checked("a.pdf", files.LARGEST + 1, PDF)


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("../../etc/Passwd.PDF", "etcpasswd.pdf"),
        ('a"\r\nX-Evil: 1.pdf', "a-x-evil-1.pdf"),
        ("Ümläut & co.jpeg", "umlaut-co.jpg"),
        ("日本.pdf", "file.pdf"),
        ("x" * 300 + ".pdf", "x" * 80 + ".pdf"),
    ],
)
def test_names_are_spelled_by_us(name: str, spelled: str) -> None:
    beginning = b"\xff\xd8\xff" if spelled.endswith("jpg") else PDF
    assert files.checked(name, 9, beginning).name == spelled


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"consent": " "},
        {"opt_in": "never"},
        {"asks": ["password"]},
        {"refuses": "no domain"},
        {"amount": "12,5"},
        {"file": ""},
        {"site": 999_999},
    ],
)
def test_offers_that_can_not_be_are_refused(editor_client: Client, site: Site, wrong: dict[str, Any]) -> None:
    assert editor_client.post(f"{BASE}offers/add/", typed(site) | wrong).status_code == 422
    assert not Offer.objects.exists()


def test_a_site_of_another_workspace_is_not_offered(editor_client: Client) -> None:
    other = Workspace.objects.create(name="Other", slug="other")
    foreign = Site.objects.create(workspace=other, name="Theirs", address="https://theirs.example/")
    assert editor_client.post(f"{BASE}offers/add/", typed(foreign)).status_code == 422


def test_without_mail_the_desk_says_so(editor_client: Client, site: Site, settings: Any) -> None:
    settings.MAIL_WORKS = False
    assert "sends no mail" in text_of(editor_client.get(f"{BASE}offers/add/"))
    editor_client.post(f"{BASE}offers/add/", typed(site))
    offer = Offer.objects.get()
    answer = editor_client.post(f"{BASE}offers/{offer.pk}/state/", {"state": "open"}, follow=True)
    assert "has no mail server" in text_of(answer)
    offer.refresh_from_db()
    assert offer.state == "draft"


def test_leads_are_listed_filtered_and_deleted(editor_client: Client, offer: Offer) -> None:
    assert "Nobody has asked yet" in text_of(editor_client.get(BASE))
    ann, _ben = lead(offer), lead(offer, "ben@example.org", "Ben")
    page = text_of(editor_client.get(BASE, {"q": "ANN"}))
    assert "ann@example.org" in page
    assert "ben@example.org" not in page
    assert "No lead fits" in text_of(editor_client.get(BASE, {"state": "waiting"}))
    assert "No lead fits" in text_of(editor_client.get(BASE, {"offer": "999999"}))
    assert "I agree." in text_of(editor_client.get(f"{BASE}{ann.pk}/"))
    editor_client.post(f"{BASE}{ann.pk}/remove/")
    assert [one.email for one in Lead.objects.all()] == ["ben@example.org"]
    assert "ann@" not in str(list(offer.workspace.deeds.values()))


def test_a_table_carries_the_consent_and_runs_no_formula(editor_client: Client, offer: Offer) -> None:
    lead(offer, name="=HYPERLINK(1)")
    answer = editor_client.post(f"{BASE}export/?q=ann")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    close(answer)
    head, row = list(csv.reader(io.StringIO(text)))
    said = dict(zip(head, row, strict=True))
    assert said["E-mail address"] == "ann@example.org"
    assert said["Name"] == "'=HYPERLINK(1)"
    assert said["Words of the consent"] == "I agree."
    assert offer.workspace.deeds.filter(verb="leads.exported").get().detail == {"leads": 1}


def test_viewers_see_offers_and_no_people(viewer_client: Client, customer_client: Client, offer: Offer) -> None:
    lead(offer)
    assert viewer_client.get(f"{BASE}offers/{offer.pk}/").status_code == 200
    assert viewer_client.get(BASE).status_code == 403
    assert customer_client.get(f"{BASE}offers/").status_code == 403


def test_programs_read_leads_with_the_right_scope(client: Client, offer: Offer, workspace: Workspace) -> None:
    found = lead(offer)
    write = {"Authorization": f"Bearer {make_token(workspace, 'write')[0]}"}
    read = {"Authorization": f"Bearer {make_token(workspace, 'read')[0]}"}
    assert client.get("/api/v1/leads", headers=read).status_code == 403
    said = client.get(f"/api/v1/leads?offer={offer.pk}", headers=write).json()["items"]
    assert [(one["email"], one["consent"]["text"]) for one in said] == [("ann@example.org", "I agree.")]
    assert client.get(f"/api/v1/leads?offer={offer.pk + 1}", headers=write).json()["items"] == []
    offers = client.get("/api/v1/offers", headers=read).json()["items"]
    assert [(one["title"], one["confirmed"]) for one in offers] == [("Paper", 1)]
    export = client.get("/api/v1/leads/export", headers=write)
    assert b"ann@example.org" in b"".join(export.streaming_content)
    close(export)
    assert client.delete(f"/api/v1/leads/{found.pk}", headers=write).status_code == 204
    assert not Lead.objects.exists()


def test_what_strangers_type_stays_text(editor_client: Client, offer: Offer) -> None:
    evil = lead(offer, name="<script>alert(1)</script>")
    Offer.objects.update(title="<script>alert(2)</script>", about="<img src=x onerror=alert(3)>")
    pages = [
        BASE,
        f"{BASE}{evil.pk}/",
        f"{BASE}offers/",
        f"{BASE}offers/{offer.pk}/",
        f"{BASE}offers/{offer.pk}/change/",
    ]
    for page in [*pages, f"/get/{offer.handle}/", f"/get/{offer.handle}/sent/"]:
        said = text_of(editor_client.get(page))
        assert "<script>alert(" not in said, page
        assert "<img src=x" not in said, page
