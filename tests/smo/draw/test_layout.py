"""Where everything of a card goes."""

from __future__ import annotations

import pytest

from footfall.page.facts import Image
from footfall.smo.draw.layout import Layout, Part, Place, Shape, domain, layout_of
from footfall.smo.previews import Card, profiles
from tests.smo.draw.samples import IMAGE, URL, preview, profile


def laid_out(draw: dict[str, object], fetched: Image | None = None, **given: object) -> Layout:
    return layout_of(preview(**given), profile(draw=draw), url=URL, image=fetched)  # type: ignore[arg-type]


def test_a_profile_that_says_nothing_of_drawing_still_gets_a_card() -> None:
    layout = laid_out({})
    assert layout.shape is Shape.STACKED
    assert layout.picture is not None
    assert layout.picture.place is Place.TOP
    assert [line.part for line in layout.lines] == [Part.DOMAIN, Part.TITLE, Part.DESCRIPTION]


@pytest.mark.parametrize(
    ("draw", "card", "shape", "place"),
    [
        ({"shape": "stacked"}, Card.LARGE, Shape.STACKED, Place.TOP),
        ({"shape": "stacked"}, Card.SMALL, Shape.SIDE, Place.LEFT),
        ({"shape": "stacked", "thumb_side": "right"}, Card.SMALL, Shape.SIDE, Place.RIGHT),
        ({"shape": "side"}, Card.LARGE, Shape.SIDE, Place.LEFT),
        ({"shape": "overlay"}, Card.LARGE, Shape.OVERLAY, Place.BEHIND),
        ({"shape": "overlay", "small_shape": "stacked"}, Card.SMALL, Shape.STACKED, Place.TOP),
        ({"shape": "embed"}, Card.LARGE, Shape.EMBED, Place.BOTTOM),
        ({"shape": "embed"}, Card.SMALL, Shape.EMBED, Place.RIGHT),
        ({"shape": "embed", "thumb_side": "left"}, Card.SMALL, Shape.EMBED, Place.LEFT),
        ({"shape": "text"}, Card.LARGE, Shape.TEXT, None),
        ({"shape": "stacked", "small_shape": "text"}, Card.SMALL, Shape.TEXT, None),
        ({"shape": "stacked"}, Card.NONE, Shape.BARE, None),
        ({"shape": "a shape nobody knows"}, Card.LARGE, Shape.STACKED, Place.TOP),
    ],
)
def test_shape_and_place_follow_the_card_size(
    draw: dict[str, object], card: Card, shape: Shape, place: Place | None
) -> None:
    layout = laid_out(draw, card=card)
    assert layout.shape is shape
    assert (layout.picture.place if layout.picture else None) is place


def test_a_picture_that_is_missing_leaves_its_place_open() -> None:
    layout = laid_out({"shape": "stacked", "small_shape": "stacked"}, image=None, card=Card.SMALL)
    assert layout.shape is Shape.SIDE
    assert layout.picture is not None
    assert layout.picture.missing


def test_a_consumer_that_reads_no_pictures_misses_none() -> None:
    layout = layout_of(preview(image=None, card=Card.SMALL), profile(draw={}, image__order=[]), url=URL)
    assert layout.picture is None


def test_lines_follow_the_profile_and_its_limits() -> None:
    layout = laid_out({"order": ["title", "site", "domain"], "title_lines": 3, "domain_case": "upper"})
    assert [(line.part, line.limit) for line in layout.lines] == [(Part.TITLE, 3), (Part.SITE, 1), (Part.DOMAIN, 1)]
    assert layout.lines[2].text == "BAKERY.EXAMPLE"


def test_a_limit_of_no_lines_leaves_the_text_out() -> None:
    assert all(line.part is not Part.DESCRIPTION for line in laid_out({"description_lines": 0}).lines)


def test_a_site_name_that_is_the_title_or_the_domain_is_not_written_twice() -> None:
    layout = laid_out({"order": ["domain", "site", "title"]}, title="Bakery.example", site_name="bakery.example")
    assert [line.part for line in layout.lines] == [Part.TITLE]


def test_the_box_has_the_consumers_proportions_else_the_pictures_own() -> None:
    square = Image(IMAGE, width=800, height=800)
    fixed = laid_out({"ratio": 2, "width": 400}, fetched=square).picture
    own = laid_out({"width": 400}, fetched=square).picture
    flat = laid_out({"width": 400}, fetched=Image(IMAGE, width=8000, height=10)).picture
    assert fixed is not None
    assert own is not None
    assert flat is not None
    assert (fixed.width, fixed.height) == (400, 200)
    assert (own.width, own.height) == (400, 400)
    assert flat.height == 100


@pytest.mark.parametrize("wrong", [-1, "wide", True, None])
def test_drawing_values_that_make_no_sense_fall_back(wrong: object) -> None:
    layout = laid_out({"width": wrong, "thumb": wrong, "ratio": wrong, "order": wrong, "radius": wrong})
    assert layout.width == 500
    assert layout.lines


@pytest.mark.parametrize(
    ("url", "host"), [(URL, "bakery.example"), ("", ""), ("not an address", ""), ("http://[broken", "")]
)
def test_the_domain_is_the_host_without_www(url: str, host: str) -> None:
    assert domain(url) == host


@pytest.mark.parametrize("consumer", profiles())
def test_every_consumer_has_a_layout_of_its_own_for_every_card(consumer: str) -> None:
    one = profiles()[consumer]
    for card in Card:
        layout = layout_of(preview(consumer, card=card), one, url=URL)
        assert (layout.shape is Shape.BARE) == (card is Card.NONE)
        assert bool(layout.lines) == (card is not Card.NONE)
    large = layout_of(preview(consumer), one, url=URL)
    assert any(line.part is Part.TITLE for line in large.lines)
    assert large.picture is not None
