"""An audit's page in every state, the live fragment, stopping, and the list of ten thousand pages."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from footfall.apps.accounts.models import Workspace
from footfall.apps.sites.models import Audit, AuditedPage, AuditState, FailedPage
from footfall.apps.work.models import Worker
from tests.desk.recorded import ADDRESS, a_page, make_audit, make_site, text

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def address(audit: Audit, rest: str = "") -> str:
    return f"/w/acme/audits/{audit.pk}/{rest}"


# ---- while it runs


def test_waiting_without_a_worker_says_how_to_start_one(owner_client: Client, workspace: Workspace) -> None:
    audit = make_audit(make_site(workspace), state=AuditState.WAITING)
    said = text(owner_client.get(address(audit)))
    assert "Waiting for a worker to begin." in said
    assert "No worker is running" in said
    Worker.objects.create(id="one", host="here", pid=1, queues="*", seen_at=timezone.now())
    assert "No worker is running" not in text(owner_client.get(address(audit)))


def test_progress_counts_what_was_done_against_what_is_known(owner_client: Client, workspace: Workspace) -> None:
    audit = make_audit(make_site(workspace), {"/": a_page("Front"), "/b": a_page("Back")}, state=AuditState.RUNNING)
    Audit.objects.filter(pk=audit.pk).update(pages_known=40, pages_failed=1)
    said = text(owner_client.get(address(audit)))
    assert 'value="3" max="40"' in said
    assert "3 of 40 pages known so far" in said
    assert said.index(">Back<") < said.index(">Front<")


def test_the_live_page_works_without_scripts(owner_client: Client, workspace: Workspace) -> None:
    audit = make_audit(make_site(workspace), state=AuditState.RUNNING)
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in text(owner_client.get(address(audit)))
    assert owner_client.get(address(audit, "progress/"))["Location"] == address(audit)


def test_the_fragment_goes_on_until_the_audit_is_over(owner_client: Client, workspace: Workspace) -> None:
    audit = make_audit(make_site(workspace), {"/": a_page()}, state=AuditState.RUNNING)
    fragment = owner_client.get(address(audit, "progress/"), headers=HTMX)
    assert b"<html" not in fragment.content
    assert b'hx-trigger="every 1s"' in fragment.content
    Audit.objects.filter(pk=audit.pk).update(state=AuditState.DONE)
    assert owner_client.get(address(audit, "progress/"), headers=HTMX)["HX-Refresh"] == "true"


def test_stopping_keeps_what_was_done(owner_client: Client, workspace: Workspace) -> None:
    audit = make_audit(make_site(workspace), {"/": a_page()}, state=AuditState.RUNNING)
    assert owner_client.post(address(audit, "stop/"))["Location"] == address(audit)
    said = text(owner_client.get(address(audit)))
    assert "It stops after the pages that are under way." in said
    assert f'action="{address(audit, "stop/")}"' not in said
    Audit.objects.filter(pk=audit.pk).update(state=AuditState.STOPPED)
    said = text(owner_client.get(address(audit)))
    assert "1 page was judged before; it stands below." in said
    assert "The wall: one link, everywhere" in said


def test_viewers_watch_but_do_not_stop(viewer_client: Client, workspace: Workspace) -> None:
    audit = make_audit(make_site(workspace), state=AuditState.RUNNING)
    assert "Stop</button>" not in text(viewer_client.get(address(audit)))
    assert viewer_client.post(address(audit, "stop/")).status_code == 403


# ---- when it is over


def test_a_failed_audit_says_why_and_offers_another(owner_client: Client, workspace: Workspace) -> None:
    audit = make_audit(make_site(workspace), state=AuditState.FAILED)
    Audit.objects.filter(pk=audit.pk).update(problem="The site brought no page.", pages_failed=1)
    FailedPage.objects.create(audit=audit, url=f"{ADDRESS}x", why="Its host name was not found.")
    said = text(owner_client.get(address(audit)))
    assert "The site brought no page." in said
    assert "Its host name was not found." in said
    assert "Audit again" in said


def test_an_audit_stopped_before_its_first_page_says_so(owner_client: Client, workspace: Workspace) -> None:
    audit = make_audit(make_site(workspace), state=AuditState.STOPPED)
    assert "before the first page was judged" in text(owner_client.get(address(audit)))


def test_an_audit_that_failed_half_way_shows_what_it_has(owner_client: Client, workspace: Workspace) -> None:
    audit = make_audit(make_site(workspace), {"/": a_page()}, state=AuditState.FAILED)
    said = text(owner_client.get(address(audit)))
    assert "The audit failed before its end" in said
    assert "The wall: one link, everywhere" in said


def test_all_addresses_that_failed_have_a_page(owner_client: Client, workspace: Workspace) -> None:
    audit = make_audit(make_site(workspace), {"/": a_page()})
    assert "Every address brought a page" in text(owner_client.get(address(audit, "failed/")))
    FailedPage.objects.bulk_create(
        FailedPage(audit=audit, url=f"{ADDRESS}{number}", why="It took too long.") for number in range(101)
    )
    Audit.objects.filter(pk=audit.pk).update(pages_failed=101)
    assert f'href="{address(audit, "failed/")}"' in text(owner_client.get(address(audit)))
    assert text(owner_client.get(address(audit, "failed/"))).count("It took too long.") == 100
    assert text(owner_client.get(address(audit, "failed/?page=2"))).count("It took too long.") == 1


# ---- the list of pages


def test_no_page_yet(owner_client: Client, workspace: Workspace) -> None:
    audit = make_audit(make_site(workspace), state=AuditState.RUNNING)
    assert "No page is judged yet" in text(owner_client.get(address(audit, "pages/")))


def test_pages_are_found_by_text_severity_and_order(owner_client: Client, workspace: Workspace) -> None:
    audit = make_audit(make_site(workspace))
    rows = [("a", "Bread", 90, 0, 1), ("b", "Rolls", 20, 2, 9), ("c", "Bread again", 50, 1, 3)]
    for path, title, score, critical, broken in rows:
        AuditedPage.objects.create(
            audit=audit, url=ADDRESS + path, title=title, score=score, critical=critical, broken_cards=broken
        )

    def listed(query: str) -> list[str]:
        said = text(owner_client.get(address(audit, f"pages/?{query}")))
        found = {title: said.find(f"<bdi>{title}</bdi>") for _path, title, *_rest in rows}
        return sorted((title for title, place in found.items() if place >= 0), key=lambda title: found[title])

    assert listed("") == ["Rolls", "Bread again", "Bread"]
    assert listed("sort=best") == ["Bread", "Bread again", "Rolls"]
    assert listed("sort=cards") == ["Rolls", "Bread again", "Bread"]
    assert listed("sort=address") == ["Bread", "Rolls", "Bread again"]
    assert listed("text=bread") == ["Bread again", "Bread"]
    assert listed("text=bread&severity=critical") == ["Bread again"]
    assert listed("sort=nonsense&severity=nonsense&page=nonsense") == ["Rolls", "Bread again", "Bread"]
    assert "No page matches" in text(owner_client.get(address(audit, "pages/?text=cake")))


@pytest.mark.parametrize("query", ["", "?text=page-77&sort=cards", "?severity=high&sort=address&page=40"])
def test_ten_thousand_pages_take_as_many_queries_as_a_hundred(
    owner_client: Client, workspace: Workspace, django_assert_num_queries: Any, query: str
) -> None:
    audit = make_audit(make_site(workspace))

    def fill(numbers: range) -> None:
        AuditedPage.objects.bulk_create(
            AuditedPage(
                audit=audit,
                url=f"{ADDRESS}page-{number}",
                title=f"Page {number}",
                score=number % 100,
                high=number % 3,
                broken_cards=number % 24,
            )
            for number in numbers
        )

    fill(range(100))
    few = _queries(owner_client, address(audit, f"pages/{query}"))
    fill(range(100, 10_000))
    owner_client.get(address(audit, f"pages/{query}"))
    began = time.process_time()
    with django_assert_num_queries(few):
        assert owner_client.get(address(audit, f"pages/{query}")).status_code == 200
    assert time.process_time() - began < 0.2


def _queries(client: Client, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)
