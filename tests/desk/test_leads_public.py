"""What strangers meet: the form, its guards, the mail, the confirmation, the file; and what they must not learn."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core import mail, signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone

from footfall.apps.accounts.models import Person, Workspace
from footfall.apps.hooks.actions import add_endpoint
from footfall.apps.hooks.models import Delivery
from footfall.apps.leads import actions, asking, counting, guard, jobs
from footfall.apps.leads.models import Lead, Offer
from footfall.apps.links import telling
from footfall.apps.sites.models import Site
from footfall.apps.tracking.models import Measuring
from footfall.apps.work.worker import WorkerProcess
from footfall.events.door import FullError
from footfall.flywheel.event import Channel, Kind
from footfall.flywheel.hit import Flag, Hit
from footfall.flywheel.memory import Dictionaries
from footfall.flywheel.owned import SiteRules
from footfall.flywheel.sealing import seal
from tests.desk.making import close

pytestmark = pytest.mark.django_db
PAPER = b"%PDF-1.7 a paper"
VIEW = "someTokenIsA"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class Kept:
    """An inbox in memory that may be full."""

    def __init__(self) -> None:
        self.hits: list[Hit] = []
        self.full = False

    async def put(self, hits: Any) -> None:
        self.put_now(hits)

    def put_now(self, hits: Any) -> None:
        if self.full:
            raise FullError
        self.hits += hits


@pytest.fixture(autouse=True)
def inbox(settings: Any) -> Iterator[Kept]:
    settings.MAIL_WORKS = True
    kept = Kept()
    telling.use(kept)
    yield kept
    telling.use(None)


@pytest.fixture
def site(workspace: Workspace) -> Site:
    return Site.objects.create(workspace=workspace, name="Bakery", address="https://bakery.example/")


@pytest.fixture
def offer(site: Site, owner: Person) -> Offer:
    return make_offer(site, owner)


def make_offer(site: Site, owner: Person, **more: Any) -> Offer:
    file = SimpleUploadedFile("Sour dough.PDF", PAPER)
    said = {"title": "Sourdough paper", "consent": "I agree.", "asks": ["name"]} | more
    made = actions.add_offer(site, by=owner, file=file, **said)
    return actions.set_state(made, "open", by=owner)


def address(offer: Offer) -> str:
    return f"/get/{offer.handle}/"


def filled(offer: Offer, *, age: float = 30, **more: Any) -> dict[str, Any]:
    opened = signing.dumps([offer.pk, VIEW, time.time() - age], salt="footfall.leads.form")
    return {"email": "Ann@Example.org", "name": "Ann", "agree": "on", "website": "", "opened": opened} | more


def send(client: Client, offer: Offer, **more: Any) -> Any:
    headers = more.pop("headers", {})
    return client.post(address(offer), filled(offer, **more), headers=headers)


def link_in(text: str) -> str:
    found = re.search(r"http://\S+(/get/mine/\S+/)", text)
    assert found is not None, text
    return found[1]


def confirmed(client: Client, offer: Offer, callbacks: Any, **more: Any) -> str:
    """Asks and confirms; returns the address of the file's page."""
    send(client, offer, **more)
    WorkerProcess(["default"]).work_off()
    page = link_in(str(mail.outbox[-1].body))
    with callbacks(execute=True):
        assert client.post(page).status_code == 302
    return page


def test_from_the_form_to_the_file(
    client: Client, offer: Offer, inbox: Kept, django_capture_on_commit_callbacks: Any
) -> None:
    page = client.get(address(offer))
    assert page.status_code == 200
    assert "Sourdough paper" in page.content.decode()
    assert "I agree." in page.content.decode()
    sent = send(client, offer)
    assert sent["Location"] == f"{address(offer)}sent/"
    assert client.get(sent["Location"]).status_code == 200
    lead = Lead.objects.get()
    assert (lead.email, lead.answers, lead.confirmed_at) == ("ann@example.org", {"name": "Ann"}, None)
    assert WorkerProcess(["default"]).work_off() == 1
    message = mail.outbox[-1]
    assert message.to == ["ann@example.org"]
    assert "I agree." in str(message.body)
    mine = link_in(str(message.body))
    assert client.get(f"{mine}file/").status_code == 404
    assert "Yes, confirm" in client.get(mine).content.decode()
    lead.refresh_from_db()
    assert lead.confirmed_at is None, "a mail program that opens links has confirmed"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(mine)
    lead.refresh_from_db()
    assert lead.double
    assert lead.consent.text == "I agree."
    file = client.get(f"{mine}file/")
    assert b"".join(file.streaming_content) == PAPER
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"] == 'attachment; filename="sour-dough.pdf"'
    assert file["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in file["Content-Security-Policy"]
    close(file)


def test_no_page_for_strangers_sets_a_cookie(client: Client, offer: Offer) -> None:
    for answer in (client.get(address(offer)), send(client, offer), client.get("/get/nothing-here/")):
        assert not answer.cookies
        assert answer["X-Robots-Tag"].startswith("noindex")
        assert "no-store" in answer["Cache-Control"]
        assert "unsafe" not in answer["Content-Security-Policy"]


def test_a_real_mail_server_gets_the_mail(client: Client, offer: Offer, settings: Any) -> None:
    class Mailbox:
        def __init__(self) -> None:
            self.letters: list[str] = []

        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
            self.letters.append(envelope.content.decode())
            return "250 OK"

    box = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS = False
        send(client, offer)
        assert WorkerProcess(["default"]).work_off() == 1
    finally:
        controller.stop()
    assert len(box.letters) == 1
    page = link_in(box.letters[0].replace("=\r\n", "").replace("\r\n", "\n"))
    assert client.post(page).status_code == 302
    assert Lead.objects.confirmed().count() == 1


def test_nobody_learns_who_asked_before(client: Client, offer: Offer, django_capture_on_commit_callbacks: Any) -> None:
    confirmed(client, offer, django_capture_on_commit_callbacks)
    Lead.objects.update(mailed_at=timezone.now() - timedelta(hours=1))
    again, new = send(client, offer), send(client, offer, email="new@example.org")
    assert (again.status_code, again["Location"]) == (new.status_code, new["Location"])
    assert client.get(again["Location"]).content == client.get(new["Location"]).content
    assert Lead.objects.count() == 2


def test_a_confirmed_lead_is_not_changed_by_whoever_types_the_address(
    client: Client, offer: Offer, owner: Person, django_capture_on_commit_callbacks: Any
) -> None:
    page = confirmed(client, offer, django_capture_on_commit_callbacks)
    before = Lead.objects.get()
    actions.change_offer(offer, by=owner, file=None, consent="Other words.")
    send(client, offer, name="Somebody else")
    after = Lead.objects.get()
    assert (after.answers, after.consent_id, after.asked_at) == (before.answers, before.consent_id, before.asked_at)
    assert "Ann" not in client.get(page).content.decode()


def test_nobody_is_flooded_with_mail(client: Client, offer: Offer) -> None:
    for _ in range(5):
        send(client, offer)
    WorkerProcess(["default"]).work_off()
    assert len(mail.outbox) == 1


def test_only_the_latest_link_works_and_not_for_ever(client: Client, offer: Offer) -> None:
    send(client, offer)
    lead = Lead.objects.get()
    with transaction.atomic():
        first, second = asking.renew(lead), asking.renew(lead)
    assert client.get(f"/get/mine/{first}/").status_code == 404
    assert client.get(f"/get/mine/{second}/").status_code == 200
    Lead.objects.update(token_ends_at=timezone.now() - timedelta(seconds=1))
    assert client.get(f"/get/mine/{second}/").status_code == 404
    assert client.post(f"/get/mine/{second}/").status_code == 404
    assert Lead.objects.confirmed().count() == 0


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"age": 0}, "too quick"),
        ({"age": -5}, "too quick"),
        ({"opened": "forged"}, "more than a day"),
        ({"opened": ""}, "more than a day"),
        ({"agree": ""}, "Tick the box"),
        ({"email": "nobody"}, "can’t be read"),
        ({"email": ""}, "Type the address"),
        ({"email": "a@sub.throwaway.example"}, "not taken here"),
        ({"name": "x" * 121}, "at most 120"),
    ],
)
def test_what_is_refused_is_said_and_can_be_mended(
    client: Client, site: Site, owner: Person, more: dict[str, Any], said: str
) -> None:
    offer = make_offer(site, owner, refuses=["throwaway.example"])
    answer = send(client, offer, **more)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Lead.objects.exists()


def test_programs_that_fill_in_everything_learn_nothing(client: Client, offer: Offer) -> None:
    answer = send(client, offer, website="https://spam.example/")
    assert answer["Location"] == f"{address(offer)}sent/"
    assert not Lead.objects.exists()


def test_a_form_of_another_offer_is_not_taken(client: Client, site: Site, owner: Person, offer: Offer) -> None:
    other = make_offer(site, owner, title="Other")
    assert send(client, offer, opened=guard.seal(other, "")).status_code == 422


def test_forms_are_limited(client: Client, offer: Offer, monkeypatch: Any) -> None:
    monkeypatch.setattr(guard, "FROM_ONE_ADDRESS", 3)
    answers = [send(client, offer, email=f"p{number}@example.org").status_code for number in range(5)]
    assert answers == [302, 302, 302, 429, 429]
    assert Lead.objects.count() == 3


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_pages_of_others_send_nothing(client: Client, offer: Offer, headers: dict[str, str]) -> None:
    assert send(client, offer, headers=headers).status_code == 403
    assert not Lead.objects.exists()


def test_own_pages_send(offer: Offer) -> None:
    browser = Client(enforce_csrf_checks=True)
    headers = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    assert send(browser, offer, headers=headers).status_code == 302


def test_an_address_can_not_be_guessed_nor_lead_elsewhere(client: Client, offer: Offer, owner: Person) -> None:
    assert client.get(f"/get/{offer.slug}/").status_code == 404
    assert client.get(f"/get/{offer.slug}-aaaaaaaaaa/").status_code == 404
    moved = client.get(f"/get/another-name-{offer.key}/?s=AAAAAAAAAAAA&next=https://evil.example")
    assert moved["Location"].startswith(address(offer))
    actions.set_state(offer, "closed", by=owner)
    assert client.get(address(offer)).status_code == 404
    assert send(client, offer).status_code == 404


def test_without_mail_nothing_pretends(client: Client, offer: Offer, site: Site, owner: Person, settings: Any) -> None:
    settings.MAIL_WORKS = False
    assert client.get(address(offer)).status_code == 404
    with pytest.raises(actions.Refused, match="no mail server"):
        make_offer(site, owner, title="Other")
    single = make_offer(site, owner, title="Third", opt_in="single")
    answer = send(client, single)
    assert answer["Location"].startswith("/get/mine/")
    file = client.get(f"{answer['Location']}file/")
    assert file.status_code == 200
    close(file)
    lead = Lead.objects.get()
    assert lead.confirmed_at is not None
    assert not lead.double


def test_a_confirmed_lead_belongs_to_the_visit(
    client: Client, offer: Offer, inbox: Kept, django_capture_on_commit_callbacks: Any
) -> None:
    """The form is opened from a short link's target; hours later the mail is confirmed, in another browser."""
    page = client.get(f"{address(offer)}?s=abcdefghijkA", headers={"User-Agent": FIREFOX})
    found = re.search(r'name="opened" value="([^"]+)"', page.content.decode())
    assert found is not None
    opened = guard.opened(offer, found[1])
    assert opened is not None
    stale = signing.dumps([offer.pk, opened.view, time.time() - 60], salt="footfall.leads.form")
    confirmed(client, offer, django_capture_on_commit_callbacks, opened=stale)
    view, conversion = inbox.hits
    assert (view.kind, view.via, view.token) == (Kind.VIEW, "abcdefghijkA", opened.view)
    assert (conversion.kind, conversion.token) == (Kind.CONVERT, opened.view)
    assert "ann" not in conversion.more.lower()
    events = seal(inbox.hits, Dictionaries(), Known(offer.site_id))
    goal = events[-1]
    assert (goal.kind, goal.goal, goal.chan) == (Kind.CONVERT, "lead", Channel.SHARED)
    assert goal.session == events[-2].session != 0
    lead = Lead.objects.get()
    assert (lead.hit, lead.counted_at is not None) == (conversion.id, True)


class Known:
    def __init__(self, site: int) -> None:
        self._rules = SiteRules(site, frozenset(["bakery.example"]))

    def site(self, site: int) -> SiteRules | None:
        return self._rules if site == self._rules.site else None


def test_a_full_store_loses_no_lead(
    client: Client, offer: Offer, inbox: Kept, django_capture_on_commit_callbacks: Any
) -> None:
    inbox.full = True
    assert client.get(address(offer)).status_code == 200
    confirmed(client, offer, django_capture_on_commit_callbacks)
    assert Lead.objects.uncounted().count() == 1
    inbox.full = False
    assert counting.count_rest() == 1
    assert counting.count_rest() == 0
    lead = Lead.objects.get()
    assert [hit.id for hit in inbox.hits] == [lead.hit]
    twice = [inbox.hits[0], inbox.hits[0]]
    assert len([event for event in seal(twice, Dictionaries(), Known(offer.site_id)) if event.goal]) == 1


def test_two_people_at_one_form_are_two_leads(
    client: Client, offer: Offer, inbox: Kept, django_capture_on_commit_callbacks: Any
) -> None:
    for email in ("a@example.org", "b@example.org"):
        confirmed(client, offer, django_capture_on_commit_callbacks, email=email)
    events = seal(inbox.hits, Dictionaries(), Known(offer.site_id))
    assert [event.goal for event in events] == ["lead", "lead"]


def test_confirming_twice_counts_once(
    client: Client, offer: Offer, inbox: Kept, django_capture_on_commit_callbacks: Any
) -> None:
    page = confirmed(client, offer, django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page)
    assert len(inbox.hits) == 1


def test_who_says_no_is_not_followed(client: Client, offer: Offer, inbox: Kept) -> None:
    client.get(address(offer), headers={"Sec-GPC": "1", "User-Agent": FIREFOX})
    client.get(address(offer), headers={"User-Agent": FIREFOX})
    silent, other = inbox.hits
    assert (silent.visitor, silent.former) == (0, 0)
    assert silent.flags & Flag.SILENT
    assert other.visitor


def test_a_head_is_no_visit(client: Client, offer: Offer, inbox: Kept) -> None:
    client.head(address(offer), headers={"User-Agent": FIREFOX})
    events = seal(inbox.hits, Dictionaries(), Known(offer.site_id))
    assert [event.kind for event in events] == [Kind.BOT]


def test_a_site_that_is_not_measured_counts_nothing(
    client: Client, offer: Offer, inbox: Kept, django_capture_on_commit_callbacks: Any
) -> None:
    Measuring.objects.create(site=offer.site, on=False)
    client.get(address(offer))
    confirmed(client, offer, django_capture_on_commit_callbacks)
    assert inbox.hits == []
    assert Lead.objects.uncounted().count() == 0


def test_a_webhook_tells_of_the_lead(
    client: Client, offer: Offer, owner: Person, django_capture_on_commit_callbacks: Any
) -> None:
    add_endpoint(offer.workspace, url="https://crm.example/hook", events=["lead.confirmed"], by=owner)
    send(client, offer)
    assert not Delivery.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        asking.confirm(Lead.objects.get())
    body = Delivery.objects.get().body
    assert '"type":"lead.confirmed"' in body
    assert "ann@example.org" in body
    assert "I agree." in body


def test_addresses_that_nobody_confirmed_are_forgotten(client: Client, offer: Offer) -> None:
    send(client, offer)
    jobs.forget_unconfirmed.func()
    assert Lead.objects.count() == 1
    Lead.objects.update(asked_at=timezone.now() - timedelta(days=31))
    jobs.forget_unconfirmed.func()
    assert not Lead.objects.exists()
