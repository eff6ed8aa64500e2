"""The wall as HTML: each card under its consumer's name and verdict, above the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from footfall.smo.draw.card_html import card_html
from footfall.smo.draw.markup import Markup, tag
from footfall.smo.draw.spoken import LEAVES, MARKS, listed, shortened, source_name
from footfall.smo.draw.wall import Tile
from footfall.smo.previews.model import Chosen, Lost, Preview

MOST_LOST = 4
"""Passed-over values shown of each field."""


def wall_html(
    tiles: Iterable[Tile], *, level: int = 3, reasons: bool = True, symbols: Mapping[str, str] | None = None
) -> Markup:
    """The list of tiles. `level` is the headings', `reasons` adds what can be unfolded under each card."""
    items = [tag("li", tile_html(tile, level=level, reasons=reasons, symbols=symbols)) for tile in tiles]
    return tag("ul", items, class_="wall", role="list")


def tile_html(tile: Tile, *, level: int = 3, reasons: bool = True, symbols: Mapping[str, str] | None = None) -> Markup:
    """One consumer's card with its name, its verdict and the sentence that says why."""
    state = tile.verdict.state
    name = tag(
        f"h{level}",
        tag("span", state.shape, class_=f"sign sign-{state}", aria_hidden="true"),
        tag("span", tile.layout.name),
        tag("span", f", {state}", class_="unseen"),
    )
    head = tag("div", name, tag("p", tile.verdict.label, class_="tile-label"), class_="tile-head")
    return tag(
        "article",
        head,
        card_html(tile.layout, symbols=symbols),
        _reasons(tile) if reasons else tag("p", tile.verdict.sentence, class_="tile-why"),
        class_=f"tile tile-{state}",
    )


def _reasons(tile: Tile) -> Markup:
    """The sentence under the card; unfolded, it tells which tags won and which were passed over."""
    preview = tile.preview
    fields = (
        _field("Title", preview.title, preview.lost_title),
        _field("Description", preview.description, preview.lost_description),
        _field("Picture", preview.image, preview.lost_image),
    )
    said = [tag("li", reason) for reason in preview.reasons if reason != tile.verdict.sentence]
    return tag(
        "details",
        tag("summary", tile.verdict.sentence, class_="tile-why"),
        tag("dl", fields),
        tag("ul", said, class_="tile-reasons") if said else None,
        tag("p", foundation(preview), class_="tile-mark"),
        class_="tile-evidence",
    )


def _field(label: str, chosen: Chosen | None, lost: tuple[Lost, ...]) -> tuple[Markup, Markup]:
    parts: list[Markup] = []
    if chosen is None:
        parts.append(tag("p", "Nothing is shown."))
    else:
        parts.append(tag("p", tag("bdi", shortened(chosen.value, 220)), class_="quoted"))
        parts.append(tag("p", where(chosen)))
    if lost:
        items = [tag("li", _lost(one)) for one in lost[:MOST_LOST]]
        if len(lost) > MOST_LOST:
            items.append(tag("li", f"and {len(lost) - MOST_LOST:,} more"))
        parts.append(tag("ul", items))
    return tag("dt", label), tag("dd", parts)


def where(chosen: Chosen) -> str:
    """The place of a winning value: "og:title in property, line 6, cut to fit (documented)."."""
    attribute = f" in {chosen.attribute}" if chosen.attribute else ""
    line = f", line {chosen.line}" if chosen.line else ""
    cut = ", cut to fit" if chosen.clipped else ""
    return f"From {source_name(chosen.source)}{attribute}{line}{cut} ({chosen.mark})."


def _lost(lost: Lost) -> list[Markup | str]:
    line = f", line {lost.line}" if lost.line else ""
    value = [" ", tag("bdi", f"“{shortened(lost.value, 80)}”")] if lost.value else []
    assumed = " (assumed)" if lost.assumed else ""
    return ["Passed over: ", source_name(lost.source), line, *value, f", because {lost.why}{assumed}."]


def foundation(preview: Preview) -> str:
    """How sure this preview is, in a sentence or two."""
    said = f"How sure: {preview.confidence}. {MARKS[preview.confidence]}"
    guessed = [LEAVES.get(leaf, leaf) for leaf in preview.assumptions]
    return f"{said} Not documented by the platform: {listed(guessed)}." if guessed else said
