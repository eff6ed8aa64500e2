"""What is told when an audit ends: webhooks always, a mail where a watched site got worse; each once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from footfall.apps.accounts.models import Person, Workspace
from footfall.apps.hooks.actions import add_endpoint
from footfall.apps.hooks.models import Delivery
from footfall.apps.sites import alerts, jobs
from footfall.apps.sites.actions import add_site, ignore, start_audit
from footfall.apps.sites.auditing import audit as run
from footfall.apps.sites.auditing import give_up
from footfall.apps.sites.models import Audit, AuditState, Site
from footfall.apps.sites.upkeep import give_up_orphans
from footfall.apps.work.worker import WorkerProcess
from tests.desk.served import page, served
from tests.wire.sites import SmallSite

pytestmark = pytest.mark.django_db
HEAD = (
    '<meta property="og:title" content="A loaf that takes its time"><meta property="og:type" content="article">'
    '<meta property="og:description" content="Flour, water, salt and time: how we bake the loaf people queue for.">'
    '<meta name="twitter:card" content="summary_large_image">'
)


@pytest.fixture
def small(settings: Settings) -> Iterator[SmallSite]:
    settings.ALLOW_PRIVATE = settings.MAIL_WORKS = True
    settings.PUBLIC_URL = "https://desk.example"
    with served({"/": page("A loaf that takes its time", head=HEAD)}) as (address, site):
        site.pages["address"] = address
        yield site


@pytest.fixture
def site(small: SmallSite, workspace: Workspace, owner: Person) -> Site:
    add_endpoint(
        workspace, url="http://127.0.0.1:9/", events=["audit.finished", "audit.worse", "audit.failed"], by=owner
    )
    site = add_site(workspace, small.pages["address"], by=owner, name="Corner\nBakery")
    Site.objects.update(alert_email="watch@example.org")
    return site


def audited(site: Site, **options: Any) -> Audit:
    audit = start_audit(site, **options)
    run(audit.pk)
    jobs.tell_of_end.call(audit.pk)
    audit.refresh_from_db()
    return audit


def told() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("event", flat=True))


def mails_wanted() -> int:
    return DBTaskResult.objects.filter(task_path=jobs.send_alert.module_path).count()


def test_the_first_audit_is_told_and_nothing_got_worse(site: Site) -> None:
    audit = audited(site, by_schedule=True)
    assert told() == ["audit.finished"]
    assert audit.told_at is not None
    said = json.loads(Delivery.objects.get().body)["data"]
    assert said["audit"]["score"] == audit.score
    assert said["audit"]["link"] == f"https://desk.example/w/acme/audits/{audit.pk}/"
    assert said["before"] is None
    assert not mails_wanted()


def test_nothing_is_told_twice(site: Site) -> None:
    audit = audited(site)
    jobs.tell_of_end.call(audit.pk)
    assert told() == ["audit.finished"]


def test_an_unchanged_site_did_not_get_worse(site: Site) -> None:
    audited(site)
    audited(site, by_schedule=True)
    assert told() == ["audit.finished"] * 2


def test_a_site_that_got_worse_is_told_by_webhook_and_mail(
    site: Site, small: SmallSite, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    before = audited(site)
    small.pages["/"] = page("")
    after = audited(site, by_schedule=True)
    assert told() == ["audit.finished", "audit.finished", "audit.worse"]
    said = json.loads(Delivery.objects.filter(event="audit.worse").get().body)["data"]
    assert said["before"] == {"id": before.pk, "score": before.score}
    assert "meta-og-title-missing" in {one["rule"] for one in said["new"]}
    assert mails_wanted() == 1

    jobs.send_alert.call(after.pk)
    [mail] = mailoutbox
    assert mail.to == ["watch@example.org"]
    assert mail.subject == f"Corner Bakery got worse: score {before.score}, now {after.score}"
    [(html, _kind)] = mail.alternatives
    for text in (mail.body, str(html)):
        assert f"https://desk.example/w/acme/audits/{after.pk}/" in text
        assert f"{small.pages['address']}/" in text
        assert "New, and grave enough" in text


def test_page_texts_stay_text_in_mail(site: Site, small: SmallSite, mailoutbox: list[EmailMultiAlternatives]) -> None:
    Site.objects.update(name="<b>Bakery</b>")
    audited(site)
    small.pages["/"] = page("")
    jobs.send_alert.call(audited(Site.objects.get(), by_schedule=True).pk)
    [(html, _kind)] = mailoutbox[0].alternatives
    assert "<b>Bakery" not in str(html)
    assert "<b>Bakery</b>" in mailoutbox[0].body


def test_what_somebody_starts_is_not_mailed(site: Site, small: SmallSite) -> None:
    audited(site)
    small.pages["/"] = page("")
    audited(site)
    assert "audit.worse" in told()
    assert not mails_wanted()


def test_what_is_ignored_is_no_news(site: Site, small: SmallSite, owner: Person) -> None:
    audited(site)
    before = set(Audit.objects.get().findings.values_list("rule", flat=True))
    small.pages["/"] = page("A loaf that takes its time", head=HEAD.replace("og:title", "og:nothing"))
    after = start_audit(site)
    run(after.pk)
    new = set(after.findings.values_list("rule", flat=True)) - before
    assert alerts.got_worse(alerts.compared(Audit.objects.get(pk=after.pk))) == bool(  # type: ignore[arg-type]
        after.findings.filter(rule__in=new, severity__in=["critical", "high"])
    )
    for rule in new:
        ignore(site, rule, reason="On purpose.", by=owner)
    comparison = alerts.compared(Audit.objects.get(pk=after.pk))
    assert comparison is not None
    assert not {change.rule for change in comparison.new} & new


def test_an_audit_that_failed_is_told(site: Site, small: SmallSite, mailoutbox: list[EmailMultiAlternatives]) -> None:
    audited(site)
    small.pages["/robots.txt"] = "User-agent: *\nDisallow: /"
    audit = audited(site, by_schedule=True)
    assert told() == ["audit.finished", "audit.failed"]
    jobs.send_alert.call(audit.pk)
    [mail] = mailoutbox
    assert mail.subject == "Corner Bakery could not be audited"
    assert audit.problem in mail.body


def test_an_audit_whose_job_is_gone_fails_with_a_sentence(site: Site) -> None:
    audit = start_audit(site)
    assert give_up_orphans() == 0
    DBTaskResult.objects.all().delete()
    assert give_up_orphans() == 1
    audit.refresh_from_db()
    assert audit.state == AuditState.FAILED
    assert audit.problem.endswith("Start it again.")
    give_up(audit.pk, "Another reason.")
    audit.refresh_from_db()
    assert audit.problem.endswith("Start it again.")


def test_a_job_that_is_given_up_ends_its_audit(site: Site, settings: Settings) -> None:
    Site.objects.update(is_example=True)
    settings.EXAMPLE_SITE = ""
    audit = start_audit(Site.objects.get())
    WorkerProcess(["audits"]).work_off()
    audit.refresh_from_db()
    assert audit.state == AuditState.FAILED
    assert "without the example site" in audit.problem
