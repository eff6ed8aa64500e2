"""Today, the list of sites, adding one, and the pages about one site, in every state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from footfall.apps.accounts.models import Workspace
from footfall.apps.accounts.rights import Role
from footfall.apps.sites.models import Audit, AuditState, Rhythm, Site
from tests.desk.recorded import a_page, main_of, make_audit, make_site, text

pytestmark = pytest.mark.django_db
DESK = "/w/acme/"
GOOD_HEAD = '<meta property="og:title" content="A page"><meta property="og:description" content="What it is about.">'


# ---- today


def test_without_a_site_today_asks_for_it(owner_client: Client, settings: Any) -> None:
    settings.EXAMPLE_SITE = ""
    said = text(owner_client.get(DESK))
    assert "Which site is yours?" in said
    assert 'action="/w/acme/sites/add/"' in said
    assert "example site" not in said


def test_the_example_is_offered_where_there_is_one(owner_client: Client, settings: Any) -> None:
    settings.EXAMPLE_SITE = "/somewhere"
    assert 'action="/w/acme/sites/add/example/"' in text(owner_client.get(DESK))


def test_who_may_not_add_sites_is_told_what_will_stand_here(viewer_client: Client) -> None:
    said = text(viewer_client.get(DESK))
    assert "No site has been added yet" in said
    assert "<form" not in main_of(said)


def test_today_says_that_nothing_is_needed(owner_client: Client, workspace: Workspace) -> None:
    make_audit(make_site(workspace), {"/": a_page()})
    assert "Nothing: no audit failed, and no site came out worse than before." in text(owner_client.get(DESK))


def test_today_names_a_failed_audit_with_its_reason(owner_client: Client, workspace: Workspace) -> None:
    audit = make_audit(make_site(workspace), state=AuditState.FAILED)
    Audit.objects.filter(pk=audit.pk).update(problem="The host was not found.")
    said = text(owner_client.get(DESK))
    assert "The audit of Mine failed" in said
    assert "The host was not found." in said


def test_today_names_a_site_that_got_worse(owner_client: Client, workspace: Workspace) -> None:
    site = make_site(workspace)
    better = make_audit(site, {"/": a_page(head=GOOD_HEAD)})
    worse = make_audit(site, {"/": a_page()})
    assert better.score is not None
    assert worse.score is not None
    assert worse.score < better.score
    assert f"Mine fell from {better.score} to {worse.score} points" in text(owner_client.get(DESK))


def test_today_leads_to_an_audit_under_way(owner_client: Client, workspace: Workspace) -> None:
    audit = make_audit(make_site(workspace), {"/": a_page()}, state=AuditState.RUNNING)
    said = text(owner_client.get(DESK))
    assert "Mine is being audited" in said
    assert f'href="/w/acme/audits/{audit.pk}/"' in said


def test_today_and_the_list_take_as_many_queries_for_twenty_sites_as_for_one(
    owner_client: Client, workspace: Workspace, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        site = make_site(workspace, f"https://site{number}.example/", name=f"Site {number}")
        Audit.objects.create(workspace=workspace, site=site, state=AuditState.DONE, pages_done=1, score=number)
    for address in (DESK, f"{DESK}sites/"):
        with django_assert_max_num_queries(12):
            assert "Site 19" in text(owner_client.get(address))


# ---- the list


def test_the_empty_list_leads_to_the_first_site(owner_client: Client) -> None:
    assert "Your sites will stand here" in text(owner_client.get(f"{DESK}sites/"))


def test_the_list_says_what_changed(owner_client: Client, workspace: Workspace) -> None:
    site = make_site(workspace)
    for score in (40, 47):
        Audit.objects.create(workspace=workspace, site=site, state=AuditState.DONE, pages_done=1, score=score)
    said = text(owner_client.get(f"{DESK}sites/"))
    assert "47" in said
    assert "7 points better" in said


# ---- adding


def test_adding_a_site_starts_its_audit_and_leads_there(owner_client: Client, workspace: Workspace) -> None:
    answer = owner_client.post(f"{DESK}sites/add/", {"address": "www.mine.org"})
    audit = workspace.audits.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/w/acme/audits/{audit.pk}/"
    assert audit.site.address == "https://www.mine.org/"


@pytest.mark.parametrize("typed", ["", "ftp://mine.org/", "http://127.0.0.1/", "http://169.254.169.254/", "<script>"])
def test_what_cannot_be_audited_comes_back_with_a_sentence(
    owner_client: Client, workspace: Workspace, typed: str
) -> None:
    answer = owner_client.post(f"{DESK}sites/add/", {"address": typed})
    assert answer.status_code == 422
    assert 'class="field-error"' in answer.content.decode()
    assert "<script>" not in main_of(text(answer))
    assert not workspace.sites.exists()


def test_the_example_is_added_in_one_click(owner_client: Client, workspace: Workspace, settings: Any) -> None:
    settings.EXAMPLE_SITE = "/somewhere"
    answer = owner_client.post(f"{DESK}sites/add/example/")
    assert answer.status_code == 302
    assert workspace.audits.get().site.is_example


def test_without_an_example_the_click_says_why_not(owner_client: Client, settings: Any) -> None:
    settings.EXAMPLE_SITE = ""
    answer = owner_client.post(f"{DESK}sites/add/example/")
    assert answer.status_code == 422
    assert "was started without the example site" in text(answer)


def test_auditing_twice_leads_to_the_audit_under_way(owner_client: Client, workspace: Workspace) -> None:
    site = make_site(workspace)
    first = owner_client.post(f"{DESK}sites/{site.pk}/audit/")
    assert owner_client.post(f"{DESK}sites/{site.pk}/audit/")["Location"] == first["Location"]
    assert site.audits.count() == 1


def test_adding_and_auditing_need_the_right(viewer_client: Client, workspace: Workspace) -> None:
    site = make_site(workspace)
    for address in ("sites/add/", "sites/add/example/", f"sites/{site.pk}/audit/"):
        assert viewer_client.post(DESK + address, {"address": "mine.org"}).status_code == 403


# ---- one site


def test_a_site_that_was_never_audited_says_what_an_audit_brings(owner_client: Client, workspace: Workspace) -> None:
    site = make_site(workspace)
    assert "This site was never audited" in text(owner_client.get(f"{DESK}sites/{site.pk}/"))


def test_a_site_shows_its_result_and_what_to_do_first(owner_client: Client, workspace: Workspace) -> None:
    site = make_site(workspace)
    audit = make_audit(site, {"/": a_page()})
    said = text(owner_client.get(f"{DESK}sites/{site.pk}/"))
    assert "What to do first" in said
    assert f"/w/acme/audits/{audit.pk}/rules/" in said
    assert "A line appears here after the second audit." in said


def test_a_site_is_renamed(owner_client: Client, workspace: Workspace) -> None:
    site = make_site(workspace)
    answer = owner_client.post(f"{DESK}sites/{site.pk}/change/", {"name": "Shop", "max_pages": "10"})
    assert answer.status_code == 302
    site.refresh_from_db()
    assert (site.name, site.max_pages) == ("Shop", 10)


@pytest.mark.parametrize("max_pages", ["0", "999999999", "many", ""])
def test_a_number_of_pages_out_of_bounds_is_refused(owner_client: Client, workspace: Workspace, max_pages: str) -> None:
    site = make_site(workspace)
    answer = owner_client.post(f"{DESK}sites/{site.pk}/change/", {"name": "Shop", "max_pages": max_pages})
    assert answer.status_code == 422
    assert 'class="field-error"' in answer.content.decode()


def test_removing_asks_first(owner_client: Client, workspace: Workspace) -> None:
    site = make_site(workspace)
    make_audit(site, {"/": a_page()})
    assert "be undone." in text(owner_client.get(f"{DESK}sites/{site.pk}/remove/"))
    assert Site.objects.filter(pk=site.pk).exists()
    assert owner_client.post(f"{DESK}sites/{site.pk}/remove/")["Location"] == f"{DESK}sites/"
    assert not Site.objects.filter(pk=site.pk).exists()


def test_the_schedule_is_chosen_by_editors_and_seen_by_colleagues(
    client_as: Callable[[Role], Client], workspace: Workspace
) -> None:
    site = make_site(workspace)
    address = f"{DESK}sites/{site.pk}/schedule/"
    editor = client_as(Role.EDITOR)
    assert editor.post(f"{address}set/", {"rhythm": "weekly", "alert_email": "me@mine.example"}).status_code == 302
    site.refresh_from_db()
    assert site.rhythm == Rhythm.WEEKLY
    said = text(client_as(Role.VIEWER).get(address))
    assert "me@mine.example" in said
    assert "<form" not in main_of(said)
    assert client_as(Role.VIEWER).post(f"{address}set/", {"rhythm": "daily"}).status_code == 403
    assert client_as(Role.CLIENT).get(address).status_code == 403


def test_a_rhythm_or_mail_that_is_none_comes_back(owner_client: Client, workspace: Workspace) -> None:
    site = make_site(workspace)
    answer = owner_client.post(f"{DESK}sites/{site.pk}/schedule/set/", {"rhythm": "hourly", "alert_email": "nobody"})
    assert answer.status_code == 422
    assert answer.content.decode().count('class="field-error"') == 2
