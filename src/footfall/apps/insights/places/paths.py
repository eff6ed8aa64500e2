"""Pages: what is seen, shared and visited from shares; and one page with its share tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from footfall.apps.insights import names
from footfall.apps.insights.places.turning import Turning, turning
from footfall.apps.insights.scope import Asked, moment
from footfall.apps.insights.tables import Cell, Column, Table
from footfall.events import reports
from footfall.events.door import Store
from footfall.events.reports import Page, PageShares
from footfall.events.reports.posts import Posted
from footfall.events.reports.sharing import Node, Trees
from footfall.flywheel.estimate import Estimate
from footfall.flywheel.event import Kind
from footfall.flywheel.proportions import Tried, shrunk, wilson

MOST: Final = 5_000
"""Pages of a list; the rarest beyond are left out. Our choice."""
SORTS: Final = ("views", "shares", "rate", "share_visits")


class PageRow(NamedTuple):
    page: Page
    rate: Estimate
    """Shares a view, drawn towards the site's mean where little was seen."""
    before: int | None
    """Shares of the period before."""


@dataclass(frozen=True, slots=True)
class Paths:
    rows: list[PageRow]
    mean: Estimate
    """Shares a view of all pages together."""


def paths(store: Store, asked: Asked, *, sort: str = "views", text: str = "") -> Paths:
    """Two reports. `sort` is one of `SORTS`; `text` stands in the path."""
    pages = reports.pages(store, asked.scope(), most=MOST)
    earlier = asked.scope_before()
    then = {page.path: page.shares for page in reports.pages(store, earlier, most=MOST)} if earlier else None
    rates = shrunk([Tried(page.path, page.shares, page.views) for page in pages])
    rows = [
        PageRow(page, rates.get(page.path, page.share_rate), None if then is None else then.get(page.path, 0))
        for page in pages
        if text.lower() in page.path.lower()
    ]
    total = wilson(sum(page.shares for page in pages), sum(page.views for page in pages))
    return Paths(_sorted(rows, sort), total)


def most_seen(store: Store, asked: Asked, most: int) -> list[str]:
    """One report: the paths of the pages that are seen most."""
    return [page.path for page in reports.pages(store, asked.scope(), most=most)]


def _sorted(rows: Sequence[PageRow], sort: str) -> list[PageRow]:
    if sort == "rate":
        return sorted(rows, key=lambda row: (-row.rate.low, -row.page.views))
    key = sort if sort in SORTS else "views"
    return sorted(rows, key=lambda row: (-getattr(row.page, key), -row.page.views, row.page.path))


@dataclass(frozen=True, slots=True)
class OnePage:
    turning: Turning
    shares: list[PageShares]
    trees: Trees
    posted: list[Posted]

    @property
    def is_empty(self) -> bool:
        return self.turning.is_empty and not self.trees.nodes and not self.posted


def one_page(store: Store, asked: Asked) -> OnePage:
    """Six reports about the page that the filter names."""
    scope = asked.scope()
    return OnePage(
        turning(store, asked),
        reports.page_shares(store, scope),
        reports.share_trees(store, scope, most=300),
        reports.posted(store, scope),
    )


def shares_of(store: Store, asked: Asked, most: int = 2_000) -> list[tuple[Node, bool]]:
    """Nodes of the largest trees, parents before their children, and whether each is a link of yours."""
    found = reports.share_trees(store, asked.scope(), most=most)
    nodes = (found.nodes[shared.token] for tree in found.trees for shared in tree.nodes)
    return [(node, node.kind == Kind.DELIVER) for node in nodes]


def table(store: Store, asked: Asked) -> Table:
    """All pages."""
    found = paths(store, asked)
    columns = [
        Column(_("Page"), is_number=False),
        Column(_("Views")),
        Column(_("Visits")),
        Column(_("Visits from search")),
        Column(_("Shares")),
        Column(_("Shares before")),
        Column(_("Shares a view")),
        Column(_("Visits from shares")),
        Column(_("Leads")),
    ]
    rows: list[list[Cell]] = [
        [
            row.page.path,
            row.page.views,
            row.page.visits,
            row.page.search_visits,
            row.page.shares,
            row.before,
            row.rate,
            row.page.share_visits,
            row.page.leads,
        ]
        for row in found.rows
    ]
    return Table("pages", _("Pages"), columns, rows)


def tree_table(store: Store, asked: Asked) -> Table:
    """The shares of a page's trees, parents before their children."""
    trees = reports.share_trees(store, asked.scope(), most=5_000)
    numbers = {node.token: number for number, tree in enumerate(trees.trees, 1) for node in tree.nodes}
    columns = [
        Column(_("Tree")),
        Column(_("Generation")),
        Column(_("Page"), is_number=False),
        Column(_("Shared to"), is_number=False),
        Column(_("Time (UTC)"), is_number=False),
        Column(_("Visits it brought")),
    ]
    rows: list[list[Cell]] = []
    for tree in trees.trees:
        for shared in tree.nodes:
            node = trees.nodes[shared.token]
            rows.append([numbers[node.token], node.gen, node.path, names.network(node.net), said(node.ts), node.visits])
    return Table("share-trees", _("Share trees"), columns, rows)


def said(milliseconds: int) -> str:
    return moment(milliseconds).strftime("%Y-%m-%d %H:%M")
