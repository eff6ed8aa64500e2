"""The wall in the HTML report: every consumer's card of the first page, the pictures held once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from footfall.smo.draw.card_html import picture_symbol
from footfall.smo.draw.markup import Markup, address, tag
from footfall.smo.draw.spoken import counted
from footfall.smo.draw.wall import State, Tile, tallied, wall
from footfall.smo.draw.wall_html import wall_html
from footfall.smo.report.tally import Kept, Tally


class Pictures(NamedTuple):
    """Definitions of pictures, and their ids by address."""

    ids: Mapping[str, str]
    symbols: Markup | None


def pictures_of(tiles: Iterable[Tile], prefix: str) -> Pictures:
    """Each thumbnail of these cards once, as a definition the cards refer to."""
    ids: dict[str, str] = {}
    symbols = []
    for tile in tiles:
        picture = tile.layout.picture
        if picture is None or not picture.thumbnail or picture.url in ids:
            continue
        symbol = picture_symbol(f"{prefix}-{len(ids)}", picture.thumbnail)
        if symbol is not None:
            ids[picture.url] = f"{prefix}-{len(ids)}"
            symbols.append(symbol)
    return Pictures(ids, tag("svg", symbols, class_="unseen", aria_hidden="true") if symbols else None)


def wall_section(tally: Tally) -> Markup | None:
    """The first page's wall; None before any page came."""
    first = tally.first
    if first is None:
        return None
    tiles = tiles_of(first)
    pictures = pictures_of(tiles, "picture")
    return tag(
        "section",
        tag("h2", "How your link looks"),
        tag("p", address(first.page, shown=_short(first.page)), " · ", headline(tiles), class_="subtitle"),
        pictures.symbols,
        wall_html(tiles, symbols=pictures.ids),
        id="wall",
    )


def _short(page: str) -> str:
    shown = page.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return shown if len(shown) <= 100 else shown[:99] + "…"


def headline(tiles: Sequence[Tile]) -> str:
    """How the cards came out: "24 consumers, 5 broken, 3 doubtful"."""
    states = tallied(tile.verdict for tile in tiles)
    return f"{counted(len(tiles), 'consumer')}, {states[State.BROKEN]} broken, {states[State.DOUBTFUL]} doubtful"


def tiles_of(kept: Kept) -> tuple[Tile, ...]:
    """A page's cards."""
    return wall(kept.audit.previews, url=kept.audit.url, facts=kept.facts)
