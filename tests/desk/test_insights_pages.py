"""Every place of insights over a planted store: what it shows, what it says without events, what it keeps."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from footfall.apps.accounts.models import Workspace
from footfall.apps.accounts.rights import Role
from footfall.apps.insights.views.places import TABLES
from footfall.apps.sites.models import Site
from footfall.apps.tracking.models import SearchFigure
from footfall.events.door import Store
from footfall.events.loading import load
from footfall.events.opening import open_store
from tests.desk.making import make_member, make_workspace, signed_in
from tests.desk.measured import FORMULA, HOSTILE, asking, counted_site, now
from tests.desk.measured import events as planted_events
from tests.desk.planted import planted
from tests.desk.ui_markup import INLINE
from tests.events.plain import PlainDuckDB

pytestmark = pytest.mark.django_db
PLACES = (
    "overview",
    "sources",
    "pages",
    "page",
    "campaigns",
    "funnel",
    "sharing",
    "evergreen",
    "attribution",
    "live",
)
PAGE = {"path": "/blog/sourdough-in-10-steps"}
QUERIES = 30
"""Of the database for one page of the desk, its session and the audit's pages included."""


@pytest.fixture(scope="module")
def _filled() -> Store:
    return PlainDuckDB(planted_events())


@pytest.fixture
def events(_filled: Store) -> Iterator[None]:
    with asking(_filled):
        yield


@pytest.fixture
def no_events() -> Iterator[None]:
    with asking(PlainDuckDB([])):
        yield


@pytest.fixture
def site(workspace: Workspace) -> Site:
    return counted_site(workspace)


def at(place: str, workspace: Workspace, **query: Any) -> str:
    more = PAGE if place == "page" else {}
    return f"{reverse(f'insights:{place}', args=[workspace.slug])}?{urlencode({**more, **query})}"


def text_of(answer: Any) -> str:
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.parametrize("place", PLACES)
def test_every_place_shows_its_figures(place: str, events: None, site: Site, customer_client: Client) -> None:
    """Clients may see insights. Nothing that came from outside acts in the page."""
    page = text_of(customer_client.get(at(place, site.workspace)))
    assert "was counted in these days" not in page
    assert 'aria-current="page"' in page or place == "page"
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert INLINE.search(page) is None


@pytest.mark.parametrize("place", ["", *PLACES])
def test_without_events_every_place_teaches_the_next_step(
    place: str, no_events: None, site: Site, owner_client: Client
) -> None:
    page = text_of(owner_client.get(at(place or "today", site.workspace)))
    assert 'class="nothing"' in page or "Nothing matches" in page
    if place not in ("page", "campaigns", "evergreen", "attribution"):
        assert reverse("tracking:install", args=[site.workspace.slug, site.pk]) in page


def test_the_real_store_answers_every_place(tmp_path: Path, site: Site, owner_client: Client) -> None:
    """Parts, tail and threads of the store that the desk has; the others of these tests ask a plain table."""
    load(tmp_path, planted(site.pk, now(), days=4, a_day=5))
    store = open_store(tmp_path)
    with asking(store):
        for place in PLACES:
            assert owner_client.get(at(place, site.workspace, days=7)).status_code == 200, place
    store.close()


@pytest.mark.parametrize("place", PLACES)
def test_filters_that_leave_nothing_say_so(place: str, events: None, site: Site, owner_client: Client) -> None:
    page = text_of(owner_client.get(at(place, site.workspace, net="nowhere.example")))
    assert "Nothing matches these filters" in page


@pytest.mark.parametrize("place", PLACES)
def test_without_a_site_insights_ask_for_one(place: str, workspace: Workspace, owner_client: Client) -> None:
    assert reverse("sites:add", args=[workspace.slug]) in text_of(owner_client.get(at(place, workspace)))


@pytest.mark.parametrize("place", PLACES)
def test_a_site_of_another_workspace_is_not_there(place: str, events: None, site: Site) -> None:
    mine = make_workspace("Hotel", slug="hotel")
    client = signed_in(make_member(mine, Role.OWNER))
    for number in (site.pk, 10**17, "x", "9" * 40):
        assert client.get(at(place, mine, site=number)).status_code == 404


def test_the_scope_goes_along_to_every_place(events: None, site: Site, owner_client: Client) -> None:
    page = text_of(owner_client.get(at("sources", site.workspace, days=90, against="year", chan=3)))
    tabs = re.search(r'<nav class="tabs.*?</nav>', page)
    assert tabs is not None
    assert tabs[0].count(f"?site={site.pk}&amp;days=90&amp;against=year&amp;chan=3") == len(PLACES) - 1
    assert f'href="?site={site.pk}&amp;days=90&amp;against=year">' in page, "the chip takes the filter away"


def test_today_draws_the_loop_and_names_what_needs_somebody(events: None, site: Site, owner_client: Client) -> None:
    page = text_of(owner_client.get(reverse("insights:today", args=[site.workspace.slug])))
    assert page.count('class="loop-station half-') == 4
    assert "further shares (K)" in page
    assert f"{site} was never audited" in page


def test_today_shows_the_site_that_one_chooses(events: None, site: Site, owner_client: Client) -> None:
    other = Site.objects.create(workspace=site.workspace, name="Aardvark", address="https://aardvark.example/")
    today = reverse("insights:today", args=[site.workspace.slug])
    assert "No visit of Aardvark was counted" in text_of(owner_client.get(today))
    assert 'class="loop-station' in text_of(owner_client.get(f"{today}?site={site.pk}"))
    assert f'href="{today}?site={other.pk}"' in text_of(owner_client.get(f"{today}?site={site.pk}"))


def test_pages_are_sorted_and_searched(events: None, site: Site, owner_client: Client) -> None:
    def listed(**query: Any) -> list[str]:
        page = text_of(owner_client.get(at("pages", site.workspace, **query)))
        return re.findall(r'<th scope="row"><a href="[^"]+"><bdi>([^<]+)</bdi>', page)

    assert listed(sort="share_visits")[0] == PAGE["path"]
    assert listed(text="BREAD") == ["/blog/how-long-does-bread-keep"]
    assert listed(text="nothing like it") == []
    assert listed(sort="'; --") == listed()


def test_a_page_says_which_one_it_needs(events: None, site: Site, owner_client: Client) -> None:
    page = text_of(owner_client.get(reverse("insights:page", args=[site.workspace.slug])))
    assert "Which page?" in page


def test_a_page_draws_who_passed_it_on(events: None, site: Site, owner_client: Client) -> None:
    page = text_of(owner_client.get(at("page", site.workspace, days=90)))
    assert page.count("tree-dot") > 5
    assert "Your link, Pinterest" in page
    assert "copied link" in page


def test_attribution_claims_no_cause(events: None, site: Site, owner_client: Client) -> None:
    page = text_of(owner_client.get(at("attribution", site.workspace, days=90)))
    assert "All four show association, not cause" in page
    for model in ("Last touch", "Position", "Markov", "Shapley"):
        assert f'<th scope="col">{model}</th>' in page


def test_amplification_is_only_said_where_k_is_below_one(events: None, site: Site, owner_client: Client) -> None:
    """Few shares of one page in a week: nobody knows."""
    sure = text_of(owner_client.get(at("sharing", site.workspace, days=90)))
    unsure = text_of(owner_client.get(at("sharing", site.workspace, days=7, path="/recipes/pretzels")))
    assert "K is below 1 for sure" in sure
    assert "K is below 1 for sure" not in unsure


def test_evergreen_pages_stand_beside_the_search_engines_figures(
    events: None, site: Site, owner_client: Client
) -> None:
    before = text_of(owner_client.get(at("evergreen", site.workspace, days=90)))
    assert "Search Console" in before
    SearchFigure.objects.create(site=site, path="/", first=1, last=99_999, clicks=321, impressions=65_432)
    after = text_of(owner_client.get(at("evergreen", site.workspace, days=90)))
    assert "65,432" in after
    assert "Search Console" not in after


def test_live_shows_programs_only_when_asked(events: None, site: Site, owner_client: Client) -> None:
    assert "fetched the preview of" not in text_of(owner_client.get(at("live", site.workspace)))
    assert "fetched the preview of" in text_of(owner_client.get(at("live", site.workspace, bots=1, chan=0)))


@pytest.mark.parametrize("table", TABLES)
def test_every_table_comes_as_csv(table: str, events: None, site: Site, customer_client: Client) -> None:
    rows = read_csv(customer_client, table, site)
    assert len(rows) > 1, table
    assert {len(row) for row in rows} == {len(rows[0])}
    cells = [cell for row in rows[1:] for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_a_formula_is_words_in_the_spreadsheet(events: None, site: Site, owner_client: Client) -> None:
    assert [f"'{FORMULA}"] == [row[0] for row in read_csv(owner_client, "campaigns", site) if FORMULA in row[0]]
    assert [row[0] for row in read_csv(owner_client, "pages", site) if "script" in row[0]] == [HOSTILE]


def test_csv_keeps_the_scope_and_names_its_days(events: None, site: Site, owner_client: Client) -> None:
    address = reverse("insights:table", args=[site.workspace.slug, "days"])
    answer = owner_client.get(f"{address}?from=2026-01-01&to=2026-01-03")
    assert 'filename="days-2026-01-01-2026-01-03.csv"' in answer["Content-Disposition"]
    assert len(lines_of(answer)) == 4
    assert owner_client.get(reverse("insights:table", args=[site.workspace.slug, "passwords"])).status_code == 404


@pytest.mark.parametrize("place", ["today", *PLACES])
def test_a_place_asks_the_database_a_bounded_number_of_times(
    place: str, events: None, site: Site, owner_client: Client
) -> None:
    for number in range(8):
        Site.objects.create(workspace=site.workspace, name=f"Z {number}", address=f"https://z{number}.example/")
    owner_client.get(at(place, site.workspace))
    with CaptureQueriesContext(connection) as caught:
        owner_client.get(at(place, site.workspace))
    assert len(caught) <= QUERIES, [query["sql"][:90] for query in caught]


def read_csv(client: Client, table: str, site: Site) -> list[list[str]]:
    return lines_of(client.get(reverse("insights:table", args=[site.workspace.slug, table]) + "?days=90"))


def lines_of(answer: Any) -> list[list[str]]:
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"), newline="")))
