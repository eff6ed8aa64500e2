"""The previews of one page by themselves: as JSON, for a terminal, as one HTML file. As a picture: draw/wall_png.py."""

from __future__ import annotations

import json
from collections.abc import Sequence

from footfall.page.facts import NO_FACTS, PageFacts
from footfall.smo.draw.markup import address, tag
from footfall.smo.draw.wall import wall
from footfall.smo.draw.wall_html import wall_html
from footfall.smo.previews.model import Preview
from footfall.smo.report.frame import framed
from footfall.smo.report.html_wall import headline, pictures_of
from footfall.smo.report.json import preview_object
from footfall.smo.report.pen import Pen
from footfall.smo.report.text_page import wall_lines


def preview_json(previews: Sequence[Preview]) -> str:
    """The list that preview.schema.json describes."""
    said = json.dumps([preview_object(one) for one in previews], ensure_ascii=False, indent=2)
    return said.encode("utf-8", "replace").decode("utf-8") + "\n"


def preview_text(
    previews: Sequence[Preview],
    *,
    url: str = "",
    facts: PageFacts = NO_FACTS,
    width: int = 80,
    colour: bool = False,
) -> str:
    """A line or two a consumer, the broken ones first, with the title and description each shows."""
    pen = Pen(width, colour=colour)
    tiles = wall(previews, url=url, facts=facts)
    lines = [pen.strong(url or "The page"), headline(tiles) + "."]
    return "\n".join([*lines, *wall_lines(tiles, pen, shown=True)]) + "\n"


def preview_html(previews: Sequence[Preview], *, url: str = "", facts: PageFacts = NO_FACTS) -> str:
    """The wall as one HTML file that loads nothing and runs nothing."""
    tiles = wall(previews, url=url, facts=facts)
    pictures = pictures_of(tiles, "picture")
    where = [address(url, shown=url.partition("://")[2] or url), " · "] if url else []
    head = tag(
        "header",
        tag("p", tag("span", "Footfall", class_="wordmark"), tag("span", "Previews"), class_="brand"),
        tag("h1", "How your link looks"),
        tag("p", where, headline(tiles), class_="subtitle"),
    )
    main = tag("main", tag("section", pictures.symbols, wall_html(tiles, level=2, symbols=pictures.ids)), id="main")
    title = f"How {url or 'the page'} looks when it is shared"
    return f"<!doctype html>\n{framed(title, head, main)}\n"
