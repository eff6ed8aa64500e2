"""What is read of audits: pages worked out again, fixes with before and after, groups, comparison, what is ignored."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from footfall.apps.accounts.models import Person, Workspace
from footfall.apps.sites import results
from footfall.apps.sites.actions import add_site, ignore, start_audit
from footfall.apps.sites.auditing import audit as run
from footfall.apps.sites.models import SEVERITIES, Audit, PageSource
from footfall.apps.sites.upkeep import clear_away
from footfall.page import parse_page
from footfall.smo.fixes import apply
from tests.desk.served import page, served
from tests.wire.sites import SmallSite

pytestmark = pytest.mark.django_db
BARE = page("How we bake our bread in the kitchen", "/good", "/other")
GOOD_HEAD = (
    '<meta property="og:title" content="A loaf that takes its time"><meta property="og:type" content="article">'
    '<meta property="og:description" content="Flour, water, salt and time: how we bake the loaf people queue for.">'
    '<meta name="twitter:card" content="summary_large_image">'
)


@pytest.fixture
def small(settings: Settings) -> Iterator[tuple[str, SmallSite]]:
    settings.ALLOW_PRIVATE = True
    pages = {"/": BARE, "/good": page("A loaf", head=GOOD_HEAD), "/other": page("Another page of the bakery")}
    with served(pages) as found:
        yield found


@pytest.fixture
def audit(small: tuple[str, SmallSite], workspace: Workspace, owner: Person) -> Audit:
    return audited(small[0], workspace, owner)


def audited(address: str, workspace: Workspace, owner: Person) -> Audit:
    audit = start_audit(add_site(workspace, address, by=owner), by=owner)
    run(audit.pk)
    audit.refresh_from_db()
    return audit


def first(audit: Audit) -> results.JudgedPage:
    found = results.judged(audit.pages.get(url=audit.site.address))
    assert found is not None
    return found


def test_a_page_is_worked_out_again_as_it_was(audit: Audit) -> None:
    for row in audit.pages.all():
        judged = results.judged(row)
        assert judged is not None
        assert judged.audit.score == row.score
        kept = sorted(row.findings.values_list("rule", "message", "line"))
        again = [(one.rule, one.finding) for one in judged.audit.findings]
        assert kept == sorted(
            (rule, one.message, (one.span.line if one.span else one.line) or None) for rule, one in again
        )


def test_the_wall_has_every_consumer_with_the_broken_ones_first(audit: Audit) -> None:
    judged = first(audit)
    tiles = results.wall_of(judged)
    assert len(tiles) == len(judged.audit.previews)
    states = [tile.verdict.state for tile in tiles]
    assert states == sorted(states, key=["broken", "doubtful", "good"].index)
    assert judged.row.broken_cards == states.count("broken")


def test_fixes_tell_their_reasons_and_what_they_change(audit: Audit) -> None:
    judged = first(audit)
    fixes = results.fixes_of(judged)
    assert fixes.changed
    edits = [edit for mend in fixes.mends for edit in mend.edits]
    assert apply(judged.page.data, edits) == fixes.data
    assert fixes.score_after > fixes.score == judged.row.score
    assert "card-twitter-card-missing" in fixes.cleared
    for mend in fixes.mends:
        assert mend.reason.endswith(".")
        assert mend.diff.startswith("--- a/")
        assert mend.line >= 1
    assert any(mend.changes for mend in fixes.mends)
    assert 'property="og:title"' in fixes.snippet
    assert fixes.diff.startswith("--- a/index.html\n+++ b/index.html\n")
    again = parse_page(judged.page.url, fixes.data)
    assert again.meta_value("og:title")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://example.org/", "index.html"),
        ("https://example.org/about", "about.html"),
        ("https://example.org/a/b.htm?x=1", "b.htm"),
        ("https://example.org/..%2f..%2fetc%2fpasswd", "passwd.html"),
        ("https://example.org/%2e%2e", "index.html"),
        ("https://example.org/x%0d%0aSet-Cookie: a", "x--Set-Cookie--a.html"),
        ("https://example.org/brot-&-bücher", "brot---b-cher.html"),
    ],
)
def test_files_get_plain_names(url: str, name: str) -> None:
    from footfall.apps.sites.mending import file_name

    assert file_name(url) == name


def test_findings_are_grouped_with_the_gravest_first(audit: Audit) -> None:
    groups = results.findings_by_rule(audit)
    ranks = [SEVERITIES.index(group.severity.value) for group in groups]
    assert ranks == sorted(ranks)
    assert sum(group.findings for group in groups) == audit.findings.count()
    for group in groups:
        assert (
            group.pages == audit.findings.filter(rule=group.rule).values("page").exclude(page=None).distinct().count()
        )
        assert group.doc.headline
        assert group.costs


def test_worth_most_is_what_costs_most_readers_most(audit: Audit) -> None:
    worth = results.worth_most(audit)
    assert 1 <= len(worth) <= 3
    weights = [one.group.points * one.group.reach for one in worth]
    assert weights == sorted(weights, reverse=True)
    for one in worth:
        assert one.page is not None
        assert one.page.findings.filter(rule=one.group.rule).exists()


def test_what_is_ignored_is_left_out_and_can_be_looked_at(audit: Audit, owner: Person) -> None:
    before = {group.rule: group for group in results.findings_by_rule(audit)}
    everywhere, once = "card-twitter-card-missing", "meta-og-image-missing"
    ignore(audit.site, everywhere, reason="We don't care for X.", by=owner)
    ignore(audit.site, once, reason="A page without pictures.", by=owner, url=audit.site.address)

    after = {group.rule: group for group in results.findings_by_rule(audit)}
    assert everywhere not in after
    assert after[once].pages == before[once].pages - 1
    assert after[once].points < before[once].points
    hidden = {group.rule: group for group in results.findings_by_rule(audit, ignored=True)}
    assert set(hidden) == {everywhere, once}
    assert hidden[everywhere] == before[everywhere]
    assert hidden[once].pages == 1
    for rule in (everywhere, once):
        assert hidden[rule].findings + (after[rule].findings if rule in after else 0) == before[rule].findings
    left = results.without_ignored(audit.findings.all(), audit.site)
    assert left.count() == sum(group.findings for group in after.values())
    assert all(one.group.rule != everywhere for one in results.worth_most(audit))


def test_two_audits_are_compared_by_rule_and_page(
    audit: Audit, small: tuple[str, SmallSite], workspace: Workspace, owner: Person
) -> None:
    address, site = small
    site.pages["/"], site.pages["/good"] = page("A loaf", "/good", "/other", head=GOOD_HEAD), page("A loaf")
    newer = audited(address, workspace, owner)
    comparison = results.compare(audit, newer)
    by_rule = {change.rule: change for change in comparison.rules}
    change = by_rule["card-twitter-card-missing"]
    assert (change.new_pages, change.gone_pages, change.staying) == ((f"{address}/good",), (f"{address}/",), 1)
    assert comparison.score_change == newer.score - audit.score  # type: ignore[operator]
    same = results.compare(newer, newer)
    assert not same.new
    assert not same.gone
    assert same.score_change == 0

    ignore(audit.site, change.rule, reason="Not ours.", by=owner)
    assert change.rule not in {one.rule for one in results.compare(audit, newer).rules}


def test_only_the_two_newest_audits_keep_their_pages(
    audit: Audit, small: tuple[str, SmallSite], workspace: Workspace, owner: Person
) -> None:
    newer = [audited(small[0], workspace, owner) for _ in range(2)]
    findings = audit.findings.count()
    clear_away()
    assert not PageSource.objects.filter(page__audit=audit).exists()
    assert not audit.thumbnails.exists()
    assert audit.findings.count() == findings > 0
    assert results.judged(audit.pages.get(url=audit.site.address)) is None
    for one in newer:
        assert PageSource.objects.filter(page__audit=one).count() == one.pages_done


def test_groups_take_few_queries_however_many_findings(audit: Audit, owner: Person) -> None:
    ignore(audit.site, "meta-og-image-missing", reason="A page.", by=owner, url=audit.site.address)
    audit = Audit.objects.select_related("site").get(pk=audit.pk)
    with CaptureQueriesContext(connection) as queries:
        results.findings_by_rule(audit)
    assert len(queries) <= 4
