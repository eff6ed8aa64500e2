"""Cards as HTML: hostile pages stay text, pictures stay data, nothing needs an inline style."""

from __future__ import annotations

import re

import pytest
import turbohtml

from footfall.page.facts import Image
from footfall.smo.draw.card_html import MOST_LINES, TINTS, card_css, card_html, data_address, file_name, picture_symbol
from footfall.smo.draw.layout import layout_of
from footfall.smo.draw.markup import Markup, address, tag
from footfall.smo.draw.wall import wall
from footfall.smo.draw.wall_html import wall_html
from footfall.smo.previews import Card, Lost, Why, profiles
from tests.smo.draw.samples import IMAGE, URL, chosen, preview, profile, thumbnail

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>\x00\x1b[31m'


def drawn(draw: dict[str, object] | None = None, fetched: Image | None = None, **given: object) -> Markup:
    return card_html(layout_of(preview(**given), profile(draw=draw), url=URL, image=fetched))  # type: ignore[arg-type]


def elements(markup: str) -> set[str]:
    return {element.tag for element in turbohtml.parse(f"<body>{markup}").select("body *")}


def test_a_card_shows_domain_title_and_description() -> None:
    card = drawn()
    for said in ("BAKERY.EXAMPLE", "Sourdough in 10 steps", "Flour, water, salt, time."):
        assert said in card
    assert 'aria-label="How Facebook draws the link"' in card


@pytest.mark.parametrize("card", Card)
@pytest.mark.parametrize("shape", ["stacked", "side", "overlay", "embed", "text"])
def test_nothing_a_page_says_becomes_an_element(shape: str, card: Card) -> None:
    bad = chosen(HOSTILE, HOSTILE)
    made = drawn({"shape": shape}, card=card, title=bad, description=bad, image=bad, site_name=HOSTILE)
    assert elements(made) <= {"div", "p", "svg", "span", "image", "use"}
    assert "\x00" not in made
    assert "\x1b" not in made


def test_no_card_needs_an_inline_style_or_a_script() -> None:
    made = wall_html(wall([preview(one) for one in profiles()], url=URL))
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", made)


def test_a_thumbnail_stands_in_the_card_as_data() -> None:
    made = drawn(fetched=Image(IMAGE, thumbnail=thumbnail()))
    assert 'href="data:image/jpeg;base64,' in made
    assert 'role="img"' in made
    assert "loaf.jpg" in made


@pytest.mark.parametrize("data", [b"<svg onload=alert(1)>", b"<html>", b"GIF89a", b""])
def test_only_pictures_become_data(data: bytes) -> None:
    assert data_address(data) == ""
    assert picture_symbol("picture-0", data) is None
    assert "data:" not in drawn(fetched=Image(IMAGE, thumbnail=data))


def test_a_picture_nobody_fetched_is_a_coloured_field_with_its_name() -> None:
    made = drawn()
    assert "tint-0" in made
    assert "loaf.jpg" in made


def test_a_missing_picture_is_striped_and_says_so() -> None:
    made = drawn({}, image=None, card=Card.SMALL)
    assert "linkcard-none" in made
    assert "no image" in made
    assert "no image" not in drawn({}, card=Card.SMALL)


def test_a_picture_can_be_held_once_for_many_cards() -> None:
    layout = layout_of(preview(), profile(), url=URL, image=Image(IMAGE, thumbnail=thumbnail()))
    made = card_html(layout, symbols={IMAGE: "picture-0"})
    assert 'href="#picture-0"' in made
    assert "data:" not in made


def test_a_bare_link_is_text_not_a_link() -> None:
    made = card_html(layout_of(preview(card=Card.NONE), profile(), url="javascript:alert(1)"))
    assert "<a" not in made
    assert "javascript:alert(1)" in made


def test_every_class_a_card_uses_has_a_rule() -> None:
    made = wall_html(wall([preview(one) for one in profiles()], url=URL))
    made += "".join(drawn({"shape": "text"}, card=card) for card in Card)
    css = card_css()
    names = {name for found in re.findall(r'class="([^"]+)"', made) for name in found.split()}
    unstyled = {"linkcard-stacked", "linkcard-side", "linkcard-overlay", "linkcard-text", "picture-top"}
    unstyled |= {"linkcard-site", "linkcard-description", "clamp-1", "tile-good", "tile-broken", "tile-doubtful"}
    assert {name for name in names - unstyled if f".{name}" not in css} == set()
    assert all(f".tint-{number}" in css for number in range(TINTS))
    assert all(f".clamp-{number}" in css for number in range(2, MOST_LINES + 1))


def test_a_tile_tells_which_tags_won_and_which_were_passed_over() -> None:
    passed = (Lost("twitter:title", "Bread <b>", Why.LOWER_PRIORITY, 9), Lost("title", "", Why.BLANK, 3, assumed=True))
    one = preview(lost_title=passed, assumptions=("title.order",), reasons=("A reason.",))
    made = wall_html(wall([one], url=URL))
    assert "From og:title in property, line 4 (code)." in made
    assert (
        "Passed over: twitter:title, line 9 <bdi>“Bread &lt;b&gt;”</bdi>, because another source comes first." in made
    )
    assert "because it is empty (assumed)." in made
    assert "Not documented by the platform: where the title comes from." in made
    assert "A reason." in made


def test_long_lists_of_passed_over_values_are_cut() -> None:
    many = tuple(Lost("og:title", f"Title {number}", Why.LATER_DUPLICATE, number + 1) for number in range(100_000))
    made = wall_html(wall([preview(lost_title=many)], url=URL))
    assert "and 99,996 more" in made
    assert len(made) < 5_000


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (IMAGE, "loaf.jpg"),
        ("https://bakery.example/", "bakery.example"),
        ("data:image/png;base64,AAAA", "written into the page"),
        ("https://b.example/" + "x" * 90 + ".jpg", "x" * 39 + "…"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_a_pictures_name_is_the_end_of_its_address(url: str, name: str) -> None:
    assert file_name(url) == name


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "//evil.example", "file:///x"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert "<a" not in address(url)
    assert "href" not in address(url)


def test_web_addresses_become_harmless_links() -> None:
    assert address('https://b.example/?a=1&b="x"') == (
        '<a href="https://b.example/?a=1&amp;b=&quot;x&quot;" rel="noopener noreferrer nofollow">'
        "<bdi>https://b.example/?a=1&amp;b=&quot;x&quot;</bdi></a>"
    )


def test_markup_escapes_everything_but_markup() -> None:
    assert tag("p", "<b>", Markup("<i>"), ["&", None], class_='a"b', hidden=True, title=None) == (
        '<p class="a&quot;b" hidden>&lt;b&gt;<i>&amp;</p>'
    )
    assert tag("p", "\ud800") == "<p>?</p>"
    assert Markup("<i>").__html__() == "<i>"
