"""What is decided and handed on: ignoring, comparing, public links, exports."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from footfall.apps.accounts.models import Workspace
from footfall.apps.sites.actions import share_report
from footfall.apps.sites.models import Audit, AuditState, Export, ExportState, Ignored, ReportLink
from tests.desk.making import close
from tests.desk.recorded import a_page, make_audit, make_site, text

pytestmark = pytest.mark.django_db
IMAGE = '<meta property="og:image" content="https://mine.example/a.jpg">'
RULE = "meta-og-image-missing"


@pytest.fixture
def audit(workspace: Workspace) -> Audit:
    return make_audit(make_site(workspace), {"/": a_page("Front"), "/b": a_page("Back")})


def site_address(audit: Audit, rest: str = "") -> str:
    return f"/w/acme/sites/{audit.site_id}/{rest}"


def address(audit: Audit, rest: str = "") -> str:
    return f"/w/acme/audits/{audit.pk}/{rest}"


# ---- ignoring


def test_ignoring_asks_for_the_reason(owner_client: Client, audit: Audit) -> None:
    form = text(owner_client.get(site_address(audit, f"ignore/{RULE}/")))
    assert "It is ignored on the whole site" in form
    answer = owner_client.post(site_address(audit, f"ignore/{RULE}/"), {"reason": "  "})
    assert answer.status_code == 422
    assert "so that others understand it later" in text(answer)
    assert not Ignored.objects.exists()


def test_a_decision_is_listed_with_its_reason_and_can_be_undone(owner_client: Client, audit: Audit) -> None:
    url = f"{audit.site.address}b"
    answer = owner_client.post(
        site_address(audit, f"ignore/{RULE}/"), {"reason": "A <b>draft</b>", "url": url}, follow=True
    )
    said = text(answer)
    assert "A &lt;b&gt;draft&lt;/b&gt;" in said
    assert "mine.example/b" in said
    ignored = Ignored.objects.get()
    assert ignored.url == url
    assert "It is ignored on one page:" in text(owner_client.get(address(audit, f"rules/{RULE}/")))
    page = audit.pages.get(url=url)
    assert "1 finding is ignored" in text(owner_client.get(address(audit, f"pages/{page.pk}/")))
    owner_client.post(site_address(audit, f"ignored/{ignored.pk}/undo/"))
    assert "Nothing is ignored" in text(owner_client.get(site_address(audit, "ignored/")))


def test_viewers_read_decisions_but_make_none(viewer_client: Client, audit: Audit) -> None:
    assert viewer_client.get(site_address(audit, "ignored/")).status_code == 200
    assert viewer_client.post(site_address(audit, f"ignore/{RULE}/"), {"reason": "No"}).status_code == 403


# ---- comparing


def test_one_audit_has_nothing_to_be_compared_with(owner_client: Client, audit: Audit) -> None:
    assert "There is nothing to compare yet" in text(owner_client.get(site_address(audit, "compare/")))


def test_the_newest_two_are_compared_unless_others_are_chosen(owner_client: Client, audit: Audit) -> None:
    mended = make_audit(audit.site, {"/": a_page("Front", IMAGE), "/b": a_page("Back")})
    worse = make_audit(audit.site, {"/": a_page("Front"), "/b": a_page("Back")})
    newest = text(owner_client.get(site_address(audit, "compare/")))
    assert f"/w/acme/audits/{mended.pk}/" in newest
    new = newest.partition('id="new"')[2].partition('id="gone"')[0]
    assert "has no <code>og:image</code>" in new
    chosen = text(owner_client.get(site_address(audit, f"compare/?older={audit.pk}&newer={mended.pk}")))
    gone = chosen.partition('id="gone"')[2].partition('id="staying"')[0]
    assert "has no <code>og:image</code>" in gone
    assert "on 1 page" in gone
    swapped = text(owner_client.get(site_address(audit, f"compare/?older={mended.pk}&newer={audit.pk}")))
    assert swapped.partition('id="new"')[2] == chosen.partition('id="new"')[2]
    assert worse.score == audit.score


@pytest.mark.parametrize("query", ["older=1&newer=1", "older=x&newer=y", "newer=999999", "older=99999999999999999999"])
def test_odd_choices_are_no_error(owner_client: Client, audit: Audit, query: str) -> None:
    assert owner_client.get(site_address(audit, f"compare/?{query}")).status_code == 200


def test_the_history_lists_all_and_chooses_two(owner_client: Client, audit: Audit) -> None:
    assert "Choose two audits" not in text(owner_client.get(site_address(audit, "history/")))
    make_audit(audit.site, {"/": a_page()})
    make_audit(audit.site, state=AuditState.FAILED)
    said = text(owner_client.get(site_address(audit, "history/")))
    assert said.count('name="older"') == 2
    assert "<polyline" in said


def test_the_history_of_a_new_site_says_what_will_come(owner_client: Client, workspace: Workspace) -> None:
    site = make_site(workspace)
    said = text(owner_client.get(f"/w/acme/sites/{site.pk}/history/"))
    assert "Every audit of this site will stand here" in said


# ---- public links


def test_a_link_is_shown_once_and_opens_without_signing_in(owner_client: Client, client: Client, audit: Audit) -> None:
    answer = owner_client.post(address(audit, "share/"), {"days": "7"})
    said = text(answer)
    link = ReportLink.objects.get()
    path = said.partition("http://testserver")[2].partition("<")[0]
    assert path.startswith("/report/")
    assert "no-store" in answer["Cache-Control"]
    assert path not in text(owner_client.get(address(audit, "share/")))
    assert link.expires_at is not None
    assert timedelta(days=6) < link.expires_at - timezone.now() < timedelta(days=8)
    report = client.get(path)
    assert report.status_code == 200
    assert "How Mine looks when it is shared" in text(report)


def test_a_report_tells_nobody_that_it_was_read(client: Client, audit: Audit) -> None:
    _link, token = share_report(audit, by=None)
    answer = client.get(f"/report/{token}/")
    said = answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "/w/acme" not in said
    assert "Acme" not in said
    assert "<form" not in said
    assert not answer.cookies
    assert "Front" in said
    assert ReportLink.objects.get().views == 1


@pytest.mark.parametrize("why", ["revoked", "expired", "unknown", "removed"])
def test_a_link_that_does_not_work_says_no_more(client: Client, owner_client: Client, audit: Audit, why: str) -> None:
    link, token = share_report(audit, by=None)
    if why == "revoked":
        assert owner_client.post(address(audit, f"share/{link.pk}/revoke/")).status_code == 302
    elif why == "expired":
        ReportLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif why == "removed":
        audit.site.delete()
    else:
        token = "x" * 43
    answer = client.get(f"/report/{token}/")
    assert answer.status_code == 404
    said = text(answer)
    assert "This link does not work" in said
    assert "Mine" not in said
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("days", ["", "x", "100000"])
def test_a_life_that_is_not_offered_is_refused(owner_client: Client, audit: Audit, days: str) -> None:
    assert owner_client.post(address(audit, "share/"), {"days": days}).status_code == 422
    assert not ReportLink.objects.exists()


def test_an_audit_without_pages_is_not_shared(owner_client: Client, workspace: Workspace) -> None:
    empty = make_audit(make_site(workspace), state=AuditState.RUNNING)
    answer = owner_client.post(address(empty, "share/"), {"days": "0"})
    assert answer.status_code == 422
    assert "nothing to share" in text(answer)


# ---- exports


def test_a_small_export_is_a_download_at_once(owner_client: Client, audit: Audit) -> None:
    answer: Any = owner_client.post(address(audit, "export/make/"), {"form": "json"}, follow=True)
    assert answer["Content-Disposition"].startswith('attachment; filename="footfall-mine.example-')
    assert answer["Cache-Control"] == "private, no-store"
    assert len(json.loads(b"".join(answer.streaming_content))["pages"]) == 2
    close(answer)
    assert "JSON</a>" in text(owner_client.get(address(audit, "export/")))


def test_an_html_report_is_never_opened_as_a_page_of_the_desk(owner_client: Client, audit: Audit) -> None:
    answer: Any = owner_client.post(address(audit, "export/make/"), {"form": "html"}, follow=True)
    assert answer["Content-Disposition"].startswith("attachment;")
    close(answer)


def test_a_large_export_shows_that_it_is_being_made(owner_client: Client, audit: Audit) -> None:
    Audit.objects.filter(pk=audit.pk).update(pages_done=5000)
    assert owner_client.post(address(audit, "export/make/"), {"form": "html"})["Location"] == address(audit, "export/")
    assert "A worker writes the file." in text(owner_client.get(address(audit, "export/")))
    part = owner_client.get(address(audit, "export/"), headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    export = Export.objects.get()
    assert owner_client.get(address(audit, f"export/{export.pk}/")).status_code == 404
    Export.objects.update(state=ExportState.FAILED, problem="The pages are no longer kept.")
    assert owner_client.get(address(audit, "export/"), headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "The pages are no longer kept." in text(owner_client.get(address(audit, "export/")))


def test_an_unknown_kind_of_export_is_not_found(owner_client: Client, audit: Audit) -> None:
    assert owner_client.post(address(audit, "export/make/"), {"form": "../../etc/passwd"}).status_code == 404
