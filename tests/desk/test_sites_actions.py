"""What people do with sites: addresses are taken or refused, one audit at a time, reasons are asked for, links end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from footfall.apps.accounts.models import Deed, Person, Workspace
from footfall.apps.sites import actions
from footfall.apps.sites.actions import Refused
from footfall.apps.sites.models import Audit, AuditState, Ignored, Rhythm, Site
from tests.wire.test_guard import METADATA, ODD, PRIVATE

pytestmark = pytest.mark.django_db
TRICKS = [
    "",
    "   ",
    "ftp://example.org/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/html,x",
    "gopher://example.org/",
    "mailto:someone@example.org",
    "http://",
    "http:///path",
    "https:example.org",
    "https://someone:secret@example.org/",
    "https://example.org@127.0.0.1/",
    "http://localhost/",
    "http://LOCALHOST/",
    "http://localhost./",
    "http://localhost.localdomain/",
    "http://anything.localhost/",
    "http://printer.local/",
    "http://metadata.google.internal/",
    "http://router.home.arpa/",
    "http://intranet/",
    "localhost:8000",
    "http://127.0.0.1:8000/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://ｌｏｃａｌｈｏｓｔ/",
    "http://127%2e0%2e0%2e1/",
    "http://example.org:22/",
    "http://example.org:99999/",
    "http://example..org/",
    "http://-example-/",
    "http://exa mple.org/",
    "http://example.org\r\nHost: evil/",
    "http://example.org/\x00",
    "http://\\\\127.0.0.1\\share",
    f"https://example.org/{'a' * 600}",
]


@pytest.mark.parametrize("typed", [*TRICKS, *(f"http://{host}/" for host in PRIVATE + METADATA + ODD)])
def test_addresses_that_are_refused_with_a_sentence(workspace: Workspace, owner: Person, typed: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.add_site(workspace, typed, by=owner)
    assert str(refused.value).endswith(".")
    assert not Site.objects.exists()


@pytest.mark.parametrize("host", sorted({*METADATA, *ODD} - {"127.0.0.1."}))
def test_what_is_refused_even_where_private_addresses_are_allowed(
    workspace: Workspace, owner: Person, settings: Settings, host: str
) -> None:
    settings.ALLOW_PRIVATE = True
    with pytest.raises(Refused):
        actions.add_site(workspace, f"http://{host}/", by=owner)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("example.org", "https://example.org/"),
        ("  EXAMPLE.org  ", "https://example.org/"),
        ("HTTP://Example.ORG/Shop?a=1#top", "http://example.org/Shop?a=1"),
        ("example.org.", "https://example.org/"),
        ("https://example.org:443", "https://example.org/"),
        ("//example.org/", "https://example.org/"),
        ("bücher.example", "https://xn--bcher-kva.example/"),
        ("https://example.org/?utm_source=x", "https://example.org/"),
        ("http://example.org\\@127.0.0.1/", "http://example.org/@127.0.0.1/"),
        ("8.8.8.8", "https://8.8.8.8/"),
        ("http://[2606:2800:220:1::1]/", "http://[2606:2800:220:1::1]/"),
    ],
)
def test_addresses_get_one_spelling(workspace: Workspace, owner: Person, typed: str, address: str) -> None:
    assert actions.add_site(workspace, typed, by=owner).address == address


def test_the_operator_may_allow_private_addresses(workspace: Workspace, owner: Person, settings: Settings) -> None:
    settings.ALLOW_PRIVATE = True
    assert actions.add_site(workspace, "localhost:8000", by=owner).address == "http://localhost:8000/"


def test_a_site_is_added_once_and_noted_once(workspace: Workspace, owner: Person) -> None:
    first = actions.add_site(workspace, "example.org", by=owner, name="Shop")
    again = actions.add_site(workspace, "https://example.org/", by=owner)
    assert (first, first.name, first.added_by) == (again, "Shop", owner)
    assert [deed.verb for deed in Deed.objects.all()] == ["site.added"]


def test_a_site_without_a_name_is_called_by_its_host(workspace: Workspace, owner: Person) -> None:
    assert actions.add_site(workspace, "www.example.org/blog/", by=owner).name == "example.org/blog"


@pytest.mark.parametrize("pages", [0, -1, actions.MOST_PAGES + 1])
def test_the_number_of_pages_has_bounds(workspace: Workspace, owner: Person, pages: int) -> None:
    with pytest.raises(Refused):
        actions.add_site(workspace, "example.org", by=owner, max_pages=pages)


def test_there_is_an_example_only_where_the_operator_named_one(
    workspace: Workspace, owner: Person, settings: Settings
) -> None:
    settings.EXAMPLE_SITE = ""
    with pytest.raises(Refused):
        actions.add_example(workspace, by=owner)
    settings.EXAMPLE_SITE = "/somewhere"
    assert actions.add_example(workspace, by=owner) == actions.add_example(workspace, by=owner)
    assert Site.objects.get().is_example


@pytest.fixture
def site(workspace: Workspace, owner: Person) -> Site:
    return actions.add_site(workspace, "example.org", by=owner)


def finished(site: Site, **fields: object) -> Audit:
    return Audit.objects.create(
        workspace=site.workspace, site=site, state=AuditState.DONE, pages_done=1, score=80, **fields
    )


def test_one_audit_at_a_time(site: Site, owner: Person) -> None:
    first = actions.start_audit(site, by=owner)
    assert actions.start_audit(site) == first
    assert first.asked_by == owner
    Audit.objects.update(state=AuditState.DONE)
    assert actions.start_audit(site) != first


def test_an_audit_that_waits_ends_at_once_when_stopped(site: Site, owner: Person) -> None:
    audit = actions.start_audit(site, by=owner)
    actions.stop_audit(audit, by=owner)
    assert (audit.state, audit.stop_asked) == (AuditState.STOPPED, True)
    assert audit.ended_at is not None


def test_a_running_audit_is_asked_to_stop_once(site: Site, owner: Person) -> None:
    audit = actions.start_audit(site, by=owner)
    Audit.objects.update(state=AuditState.RUNNING)
    actions.stop_audit(audit, by=owner)
    actions.stop_audit(audit, by=owner)
    assert (audit.state, audit.stop_asked) == (AuditState.RUNNING, True)
    assert Deed.objects.filter(verb="audit.stopped").count() == 1


def test_an_audit_that_is_over_stays_as_it_is(site: Site, owner: Person) -> None:
    audit = finished(site)
    actions.stop_audit(audit, by=owner)
    assert (audit.state, audit.stop_asked) == (AuditState.DONE, False)


def test_ignoring_needs_a_known_rule_and_a_reason(site: Site, owner: Person) -> None:
    for rule, reason in (("no-such-rule", "because"), ("meta-og-title-missing", "  ")):
        with pytest.raises(Refused):
            actions.ignore(site, rule, reason=reason, by=owner)
    assert not Ignored.objects.exists()


def test_ignoring_twice_keeps_the_last_reason(site: Site, owner: Person) -> None:
    actions.ignore(site, "meta-og-title-missing", reason="Later.", by=owner)
    ignored = actions.ignore(site, "meta-og-title-missing", reason="Never.", by=owner)
    assert Ignored.objects.get().reason == "Never."
    actions.stop_ignoring(ignored, by=owner)
    assert not Ignored.objects.exists()
    assert Deed.objects.filter(verb="finding.heeded").exists()


def test_a_report_is_found_by_its_token_until_it_is_revoked(site: Site, owner: Person) -> None:
    link, token = actions.share_report(finished(site), by=owner)
    assert token not in str(link.__dict__)
    found = actions.report_of(token)
    assert found == link
    assert actions.report_of(token + "x") is None
    link.refresh_from_db()
    assert link.views == 1
    actions.revoke_report(link, by=owner)
    assert actions.report_of(token) is None


def test_a_report_ends_by_itself(site: Site, owner: Person) -> None:
    soon = timezone.now() + timedelta(hours=1)
    link, token = actions.share_report(finished(site), by=owner, expires_at=soon)
    assert actions.report_of(token) is not None
    type(link).objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert actions.report_of(token) is None


def test_an_audit_without_pages_is_not_shared(site: Site, owner: Person) -> None:
    with pytest.raises(Refused):
        actions.share_report(actions.start_audit(site), by=owner)


def test_a_removed_site_takes_everything_with_it(site: Site, owner: Person) -> None:
    actions.share_report(finished(site), by=owner)
    actions.remove_site(site, by=owner)
    assert not Audit.objects.exists()
    assert Deed.objects.filter(verb="site.removed", thing="example.org").exists()


def test_changing_a_site_keeps_its_address(site: Site, owner: Person) -> None:
    actions.change_site(site, by=owner, name="Shop", max_pages=7)
    site.refresh_from_db()
    assert (site.name, site.max_pages, site.address) == ("Shop", 7, "https://example.org/")


def test_a_schedule_begins_and_ends(site: Site, owner: Person) -> None:
    with pytest.raises(Refused):
        actions.set_schedule(site, rhythm="hourly", alert_email="", by=owner)
    actions.set_schedule(site, rhythm=Rhythm.WEEKLY, alert_email=" a@example.org ", by=owner)
    site.refresh_from_db()
    first = site.next_audit_at
    assert first is not None
    assert timezone.now() < first <= timezone.now() + timedelta(days=1)
    assert site.alert_email == "a@example.org"
    actions.set_schedule(site, rhythm=Rhythm.WEEKLY, alert_email="", by=owner)
    assert site.next_audit_at == first, "another mail address doesn't shift the rhythm"
    actions.set_schedule(site, rhythm=Rhythm.NEVER, alert_email="", by=owner)
    assert site.next_audit_at is None
