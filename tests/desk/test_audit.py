"""An audit through the desk: pages are judged, counted and kept; the end is told truly, also the bad one."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from footfall.apps.accounts.models import Person, Workspace
from footfall.apps.sites import files, recording
from footfall.apps.sites.actions import add_example, add_site, start_audit
from footfall.apps.sites.auditing import audit as run
from footfall.apps.sites.models import SEVERITIES, Audit, AuditState, Found, Site
from footfall.apps.sites.recording import COLUMNS
from footfall.apps.sites.sources import judged
from footfall.smo.audit import audit_page
from footfall.smo.rules import registry
from tests.desk.served import page, served

pytestmark = pytest.mark.django_db
SHOP = Path(__file__).parents[2] / "examples/shop"
HEAD = '<meta property="og:title" content="A title of its own"><meta property="og:image" content="/none.png">'
PAGES = {
    "/": page("The front page of the shop", "/a", "/b", "/gone"),
    "/a": page("The page that is called a", "/b", head=HEAD),
    "/b": page("The page that is called a"),
}


@pytest.fixture(autouse=True)
def _private_sites(settings: Settings) -> None:
    settings.ALLOW_PRIVATE = True


def audited(workspace: Workspace, address: str, by: Person, **options: Any) -> Audit:
    audit = start_audit(add_site(workspace, address, by=by, **options), by=by)
    run(audit.pk)
    audit.refresh_from_db()
    return audit


def test_every_page_is_judged_and_counted(workspace: Workspace, owner: Person) -> None:
    with served(PAGES) as (address, _site):
        audit = audited(workspace, address, owner)
    assert audit.state == AuditState.DONE
    assert {row.url.removeprefix(address) for row in audit.pages.all()} == {"/", "/a", "/b", "/gone"}
    assert (audit.pages_done, audit.pages_failed, audit.pages_known) == (4, 0, 4)
    assert audit.score == sum(row.score for row in audit.pages.all()) // 4
    assert audit.began_at <= audit.ended_at
    assert audit.version


def test_counters_agree_with_the_findings(workspace: Workspace, owner: Person) -> None:
    with served(PAGES) as (address, _site):
        audit = audited(workspace, address, owner)
    found = list(audit.findings.all())
    assert Counter(audit.tally) == Counter(one.severity for one in found)
    for row in audit.pages.all():
        mine = Counter(one.severity for one in found if one.page_id == row.pk)
        assert mine == +Counter({name: getattr(row, name) for name in SEVERITIES})
    for count in audit.rule_counts.all():
        mine = [one for one in found if one.rule == count.rule]
        assert count.findings == len(mine)
        assert count.pages == len({one.page_id for one in mine if one.page_id})
        assert count.severity == min((one.severity for one in mine), key=SEVERITIES.index)


def test_what_pages_say_together_is_found(workspace: Workspace, owner: Person) -> None:
    same = {f"/{name}": page("The title of every page") for name in "xyz"}
    with served({"/": page("The front page", *same), **same}) as (address, _site):
        audit = audited(workspace, address, owner)
    together = {one.rule for one in audit.findings.filter(page=None)}
    assert "meta-title-duplicate-site" in together
    assert all(registry()[rule].rule.site for rule in together)


def test_an_address_that_brings_nothing_is_a_failure_with_a_sentence(workspace: Workspace, owner: Person) -> None:
    with served(PAGES | {"/robots.txt": "User-agent: *\nDisallow: /"}) as (address, _site):
        audit = audited(workspace, address, owner)
    assert audit.state == AuditState.FAILED
    assert "robots.txt turns us away" in audit.problem
    assert audit.problem.endswith(".")
    assert [failure.url for failure in audit.failures.all()] == [f"{address}/"]
    assert audit.score is None


def test_a_private_address_behind_a_public_name_is_refused(
    workspace: Workspace, owner: Person, settings: Settings
) -> None:
    with served(PAGES) as (address, site):
        audit = start_audit(add_site(workspace, address, by=owner), by=owner)
        settings.ALLOW_PRIVATE = False
        run(audit.pk)
        audit.refresh_from_db()
        assert audit.state == AuditState.FAILED
        assert not site.asked


def test_the_limit_of_pages_holds(workspace: Workspace, owner: Person) -> None:
    with served(PAGES) as (address, _site):
        audit = audited(workspace, address, owner, max_pages=2)
    assert audit.pages.count() == audit.pages_done == audit.pages_known == 2


def test_nothing_is_left_of_the_crawl_when_it_is_over(workspace: Workspace, owner: Person) -> None:
    with served(PAGES) as (address, _site):
        audit = audited(workspace, address, owner)
    assert not list(files.crawl_file(audit.pk).parent.glob(f"audit-{audit.pk}.*"))


def test_the_example_is_read_from_its_folder(workspace: Workspace, owner: Person, settings: Settings) -> None:
    settings.EXAMPLE_SITE = str(SHOP)
    audit = start_audit(add_example(workspace, by=owner), by=owner)
    run(audit.pk)
    audit.refresh_from_db()
    assert audit.state == AuditState.DONE
    files_there = {path.relative_to(SHOP).parent.as_posix() for path in SHOP.rglob("*.html")}
    assert {
        re.sub("^https://bakery.example/", "", row.url).strip("/") or "." for row in audit.pages.all()
    } == files_there
    assert audit.thumbnails.exists()


def test_the_desk_judges_as_the_engine_does(workspace: Workspace, owner: Person) -> None:
    with served(PAGES) as (address, _site):
        audit = audited(workspace, address, owner)
    row = audit.pages.get(url=f"{address}/a")
    engine = audit_page(row.url, PAGES["/a"].encode())
    known = {one.rule for one in engine.findings}
    assert known <= {one.rule for one in row.findings.all()}, "what the bytes alone tell is found here too"
    assert row.title == engine.digest.title == "A title of its own"


def test_a_second_job_of_an_audit_that_is_over_changes_nothing(workspace: Workspace, owner: Person) -> None:
    with served(PAGES) as (address, site):
        audit = audited(workspace, address, owner)
        asked = len(site.asked)
        run(audit.pk)
        assert len(site.asked) == asked
    assert Site.objects.get().audits.count() == 1


def test_findings_are_inserted_with_every_column() -> None:
    assert set(COLUMNS) == {field.column for field in Found._meta.local_concrete_fields} - {"id"}


def test_a_page_on_which_footfall_fails_ends_no_audit(
    workspace: Workspace, owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = recording.audit_parsed

    def failing(page: Any, facts: Any) -> Any:
        if page.url.endswith("/a"):
            raise RuntimeError("a fault")
        return judge(page, facts)

    monkeypatch.setattr(recording, "audit_parsed", failing)
    with served(PAGES) as (address, _site):
        audit = audited(workspace, address, owner)
    assert (audit.state, audit.pages_done, audit.pages_failed) == (AuditState.DONE, 3, 1)
    assert "a fault in Footfall" in audit.failures.get().why


def test_halves_of_characters_and_nul_are_no_stumbling_block(workspace: Workspace, owner: Person) -> None:
    odd = page("A title with &#0; and more", head='<script type="application/ld+json">{"name": "\\ud800"}</script>')
    with served({"/": odd}) as (address, _site):
        audit = audited(workspace, address, owner)
    assert audit.state == AuditState.DONE
    assert judged(audit.pages.get()) is not None
