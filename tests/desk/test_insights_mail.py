"""The mail report: chosen by each person, sent once a period, ended from the mail itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from footfall.apps.accounts.models import Deed, Membership, Person, Workspace
from footfall.apps.insights import mailing
from footfall.apps.insights.actions import choose_report, end_token
from footfall.apps.insights.models import MailReport, Often, ReportSent
from footfall.apps.sites.models import Site
from tests.desk.making import signed_in
from tests.desk.measured import HOSTILE, asking, counted_site
from tests.desk.measured import events as planted_events
from tests.events.plain import PlainDuckDB

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
NEXT_WEEK = NOW + timedelta(7)


@pytest.fixture(autouse=True)
def _mail(settings: Any) -> None:
    settings.MAIL_WORKS = True


@pytest.fixture(scope="module")
def _filled() -> PlainDuckDB:
    return PlainDuckDB(planted_events())


@pytest.fixture
def site(workspace: Workspace, _filled: PlainDuckDB) -> Iterator[Site]:
    with asking(_filled):
        yield counted_site(workspace)


@pytest.fixture
def report(site: Site, viewer: Person) -> MailReport:
    made = choose_report(site.workspace, viewer, "weekly")
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 11, 22), date(2026, 11, 9), date(2026, 11, 15)),
        (date(2026, 11, 23), date(2026, 11, 16), date(2026, 11, 22)),
    ],
)
def test_a_week_is_over_on_monday(today: date, first: date, last: date) -> None:
    found = Often.WEEKLY.latest(today)
    assert (found.first, found.last) == (first, last)


def test_a_month_is_over_on_its_successors_first_day() -> None:
    found = Often.MONTHLY.latest(date(2026, 3, 1))
    assert (found.first, found.last) == (date(2026, 2, 1), date(2026, 2, 28))
    assert Often.MONTHLY.latest(date(2026, 3, 31)) == found


def test_a_person_chooses_and_changes_their_mind(workspace: Workspace, viewer: Person) -> None:
    client, address = signed_in(viewer), reverse("insights:mail", args=[workspace.slug])
    for often in ("weekly", "weekly", "monthly", ""):
        assert client.post(address, {"often": often}).status_code == 302
    assert not MailReport.objects.exists()
    verbs = list(Deed.objects.filter(workspace=workspace).order_by("pk").values_list("verb", "thing"))
    assert verbs == [("mail-report.chosen", "weekly"), ("mail-report.chosen", "monthly"), ("mail-report.ended", "")]
    assert client.post(address, {"often": "hourly"}).status_code == 422


def test_it_is_sent_once_a_period(report: MailReport) -> None:
    assert mailing.send_due(NEXT_WEEK) == 1
    assert mailing.send_due(NEXT_WEEK) == 0
    assert mailing.send_due(NEXT_WEEK + timedelta(7)) == 1
    assert len(mail.outbox) == 2


def test_another_worker_that_was_quicker_sends_it_alone(report: MailReport) -> None:
    period = Often.WEEKLY.latest(NEXT_WEEK.date())
    assert mailing._claimed(report, period) is not None
    assert mailing._claimed(report, period) is None
    assert mailing.send_due(NEXT_WEEK) == 0
    assert mail.outbox == []


def test_a_period_before_one_asked_is_not_sent(report: MailReport) -> None:
    assert mailing.send_due(NOW) == 0


def test_a_mail_server_that_fails_is_asked_again(report: MailReport, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise SMTPServerDisconnected("gone")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.message.EmailMessage.send", fail)
        assert mailing.send_due(NEXT_WEEK) == 0
    assert not ReportSent.objects.exists()
    assert mailing.send_due(NEXT_WEEK) == 1


def test_without_a_mail_server_nothing_is_marked_as_sent(report: MailReport, settings: Any) -> None:
    settings.MAIL_WORKS = False
    assert mailing.send_due(NEXT_WEEK) == 0
    assert not ReportSent.objects.exists()


def test_who_left_or_lost_the_right_gets_nothing(report: MailReport) -> None:
    Membership.objects.filter(person=report.person).update(role="client")
    assert mailing.send_due(NEXT_WEEK) == 0
    Membership.objects.filter(person=report.person).delete()
    assert mailing.send_due(NEXT_WEEK) == 0
    assert mail.outbox == []


def test_it_says_in_plain_and_in_html_what_happened(report: MailReport) -> None:
    report.workspace.name = "Bakery\r\nBcc: everybody@example.org"
    Site.objects.update(name="Corner <b>Bakery</b>")
    period = Often.WEEKLY.latest(NEXT_WEEK.date())
    message = mailing.message(report, period, NEXT_WEEK)
    message.send()
    assert "\n" not in message.subject
    html = str(message.alternatives[0][0])
    for said in (message.body, html):
        assert "Visits from shares" in said
        assert f"from={period.first.isoformat()}" in said
    assert "Corner <b>Bakery</b>" in message.body
    assert "Corner &lt;b&gt;Bakery&lt;/b&gt;" in html
    assert HOSTILE not in html


def test_the_head_of_the_mail_ends_it_with_one_post(report: MailReport, client: Client) -> None:
    """Without a session and without a CSRF token, as mail programs do (RFC 8058)."""
    head = mailing.message(report, Often.WEEKLY.latest(NEXT_WEEK.date()), NEXT_WEEK).extra_headers
    assert head["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    found = re.fullmatch(r"<https?://[^/]+(/mail-report/\S+)>", head["List-Unsubscribe"])
    assert found is not None
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(found[1]).status_code == 200
    assert MailReport.objects.exists(), "a program that follows links ends nothing"
    assert strict.post(found[1], {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not MailReport.objects.exists()
    assert strict.get(found[1]).status_code == 404
    assert strict.post(found[1]).status_code == 200


def test_a_forged_address_ends_nothing(report: MailReport, client: Client) -> None:
    token = end_token(report)
    for forged in (token[:-1] + ("A" if token[-1] != "A" else "B"), "x", str(report.pk)):
        client.post(reverse("mail-report-end", args=[forged]))
    assert MailReport.objects.exists()
