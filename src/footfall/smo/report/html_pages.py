"""The pages in the HTML report: a table of the worst, and the worst of those in detail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from footfall.smo.audit import Judged
from footfall.smo.draw.markup import Markup, address, tag
from footfall.smo.draw.spoken import counted, listed, shortened
from footfall.smo.draw.wall import State, Tile
from footfall.smo.draw.wall_html import tile_html
from footfall.smo.report.html_findings import severity_sign
from footfall.smo.report.html_wall import pictures_of, tiles_of
from footfall.smo.report.tally import FULL, Kept, Row, Tally
from footfall.smo.report.words import COSTS, score_state
from footfall.smo.report.writer import origin
from footfall.smo.rule import Severity

FINDINGS: Final = 12
"""Findings told of a page in detail."""


def pages_section(tally: Tally, target: str) -> Markup | None:
    """The table and the details; None for a single page, of which everything is told above."""
    if tally.mean.pages < 2:
        return None
    root = (origin(target) or origin(tally.first.page if tally.first else "")).rstrip("/")
    rows = tally.worst_pages()
    left = tally.mean.pages - len(rows)
    note = (
        f"The {len(rows)} pages with the lowest scores; {left:,} more did better."
        if left
        else "The lowest scores first."
    )
    return tag(
        "section",
        tag("h2", "Your pages"),
        tag("p", note, class_="subtitle"),
        _table(rows, root),
        _details(tally, root),
        id="pages",
    )


def _table(rows: list[Row], root: str) -> Markup:
    head = tag(
        "thead",
        tag("tr", [tag("th", label, scope="col") for label in ("Score", "Page", "Findings", "Cards")]),
    )
    body = tag("tbody", [_row(row, root) for row in rows])
    return tag("table", tag("caption", "Score, findings and cards of each page", class_="unseen"), head, body)


def _row(row: Row, root: str) -> Markup:
    severities = _by_state(row.severities)
    return tag(
        "tr",
        tag("td", str(row.score), class_=f"number score-{score_state(row.score)}"),
        tag("th", address(row.page, shown=_path(row.page, root)), scope="row"),
        tag("td", _signs(severities, "findings")),
        tag("td", _signs(row.states, "cards")),
    )


def _by_state(severities: Mapping[Severity, int]) -> dict[State, int]:
    found: dict[State, int] = {}
    for severity, count in severities.items():
        state = COSTS[severity].state
        if state is not None:
            found[state] = found.get(state, 0) + count
    return found


def _signs(states: Mapping[State, int], noun: str) -> list[Markup | str]:
    """▲ 3 ◆ 5, or ✓ where nothing is wrong; read aloud as "3 broken 5 doubtful"."""
    said: list[Markup | str] = []
    for state in (State.BROKEN, State.DOUBTFUL):
        count = states.get(state, 0)
        if count:
            sign = tag("span", state.shape, class_=f"sign sign-{state}", aria_hidden="true")
            said.append(tag("span", sign, str(count), tag("span", f" {state} {noun}", class_="unseen"), class_="count"))
    if said:
        return said
    sign = tag("span", State.GOOD.shape, class_="sign sign-good", aria_hidden="true")
    return [sign, tag("span", f"no bad {noun}", class_="unseen")]


def _path(page: str, root: str) -> str:
    return shortened(page[len(root) :] or "/" if root and page.startswith(root + "/") else page, 120)


def _details(tally: Tally, root: str) -> list[Markup]:
    kept = [one for one in tally.full_pages() if one.audit.findings]
    if not kept:
        return []
    title = tag("h3", f"The {len(kept)} worst in detail" if tally.mean.pages > FULL else "Page by page")
    return [title, *(_page(one, root, number) for number, one in enumerate(kept))]


def _page(kept: Kept, root: str, number: int) -> Markup:
    tiles = tiles_of(kept)
    groups = _alike(tiles)
    pictures = pictures_of([tile for tile, _likewise in groups], f"page{number}")
    summary = tag(
        "summary",
        tag("span", str(kept.row.score), class_=f"number score-{score_state(kept.row.score)}"),
        tag("span", tag("bdi", _path(kept.page, root)), class_="page-name"),
        tag("span", _signs(_by_state(kept.row.severities), "findings"), class_="page-signs"),
    )
    drawn = [_drawn(tile, likewise, pictures.ids) for tile, likewise in groups]
    good = [tile.layout.name for tile in tiles if tile.verdict.state is State.GOOD]
    said = f"Good cards: {listed(good)}." if good else "No card is good."
    return tag(
        "details",
        summary,
        _findings(kept.audit.findings),
        pictures.symbols,
        tag("ul", drawn, class_="wall", role="list") if drawn else None,
        tag("p", said, class_="small"),
        tag("p", address(kept.page, shown=shortened(kept.page, 200)), class_="small"),
        class_="page",
    )


def _alike(tiles: tuple[Tile, ...]) -> list[tuple[Tile, list[str]]]:
    """The cards that aren't good, one of each kind of fault, with the names of the others of its kind."""
    kinds: dict[tuple[State, str], tuple[Tile, list[str]]] = {}
    for tile in tiles:
        if tile.verdict.state is not State.GOOD:
            kind = (tile.verdict.state, tile.verdict.label)
            if kind in kinds:
                kinds[kind][1].append(tile.layout.name)
            else:
                kinds[kind] = (tile, [])
    return list(kinds.values())


def _drawn(tile: Tile, likewise: list[str], symbols: Mapping[str, str]) -> Markup:
    others = tag("p", f"Likewise {listed(likewise)}.", class_="small") if likewise else None
    return tag("li", tile_html(tile, level=4, reasons=False, symbols=symbols), others)


def _findings(findings: tuple[Judged, ...]) -> Markup:
    items = [tag("li", _told(judged)) for judged in findings[:FINDINGS]]
    if len(findings) > FINDINGS:
        items.append(tag("li", f"and {counted(len(findings) - FINDINGS, 'milder finding')}"))
    return tag("ul", items, class_="told", role="list")


def _told(judged: Judged) -> list[Markup]:
    finding = judged.finding
    line = finding.span.line if finding.span else finding.line
    where = f"Line {line}: " if line else ""
    word = tag("span", f"{COSTS[judged.severity].word}: ", class_="unseen")
    said = tag("p", word, finding.message)
    return [severity_sign(judged.severity), said, tag("p", where, finding.advice, class_="small")]
