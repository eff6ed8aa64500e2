"""Cards and walls as pictures: every script, hostile bytes, machines without fonts."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image as Pillow

from footfall.page.facts import Image
from footfall.smo.draw import coverage, fonts
from footfall.smo.draw.card_png import card_png
from footfall.smo.draw.fonts import Weight, clusters, right_to_left, runs
from footfall.smo.draw.layout import layout_of
from footfall.smo.draw.textflow import Style, flow, width_of
from footfall.smo.draw.wall import wall
from footfall.smo.draw.wall_png import wall_png
from footfall.smo.previews import Card, profiles
from tests.smo.draw.samples import IMAGE, URL, preview, profile, thumbnail

PLAIN = Style(Weight.PLAIN, 16, 20, "#000000")


def opened(data: bytes) -> Pillow.Image:
    image = Pillow.open(BytesIO(data))
    image.load()
    return image


def drawn(draw: dict[str, object] | None = None, *, image: Image | None = None, dark: bool = False) -> Pillow.Image:
    return opened(card_png(layout_of(preview(), profile(draw=draw), url=URL, image=image), dark=dark, scale=1))


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without any font of its own."""
    caches = (fonts._chain, fonts._face, fonts._emoji)
    for cache in caches:
        cache.cache_clear()
    monkeypatch.setattr(fonts, "files", dict)
    yield
    for cache in caches:
        cache.cache_clear()


@pytest.mark.parametrize("shape", ["stacked", "side", "overlay", "embed", "text"])
@pytest.mark.parametrize("card", Card)
def test_every_shape_of_every_size_is_drawn(shape: str, card: Card) -> None:
    for shown in (IMAGE, None):
        layout = layout_of(preview(image=shown, card=card), profile(draw={"shape": shape, "width": 320}), url=URL)
        image = opened(card_png(layout, scale=1))
        assert image.width == 352
        assert len(image.getcolors(1_000_000) or []) > 10, "letters have smooth edges"


def test_the_scale_multiplies_the_pixels() -> None:
    layout = layout_of(preview(), profile(draw={"width": 300}), url=URL)
    assert opened(card_png(layout, scale=3)).width == 3 * opened(card_png(layout, scale=1)).width


def test_light_and_dark_differ_in_paper_and_card() -> None:
    light, dark = drawn(), drawn(dark=True)
    assert light.getpixel((1, 1)) == (0xFC, 0xFA, 0xF6)
    assert dark.getpixel((1, 1)) == (0x18, 0x13, 0x0E)


def test_the_thumbnail_is_in_the_picture() -> None:
    image = drawn({"radius": 0}, image=Image(IMAGE, thumbnail=thumbnail("PNG")))
    assert image.getpixel((260, 100)) == (0xC8, 0x6A, 0x48)


@pytest.mark.parametrize(
    "data", [b"\xff\xd8\xff broken", thumbnail("PNG")[:60], b"GIF89a\x01\x00\x01\x00", b"<svg/>", thumbnail("BMP")]
)
def test_bytes_that_are_no_picture_give_the_coloured_field(data: bytes) -> None:
    expected, got = drawn(), drawn(image=Image(IMAGE, thumbnail=data))
    assert got.size == expected.size
    assert got.getpixel((260, 100)) == expected.getpixel((260, 100))


def test_a_huge_thumbnail_is_not_decoded() -> None:
    huge = thumbnail("PNG", (5000, 1000))
    assert drawn(image=Image(IMAGE, thumbnail=huge)).getpixel((260, 100)) == drawn().getpixel((260, 100))


def test_the_same_card_gives_the_same_bytes() -> None:
    layout = layout_of(preview(), profile(), url=URL)
    assert card_png(layout) == card_png(layout)


def test_the_wall_holds_every_card_and_grows_with_them() -> None:
    tiles = wall([preview(one) for one in profiles()], url=URL)
    narrow = opened(wall_png(tiles, width=390, scale=1))
    wide = opened(wall_png(tiles, width=1280, scale=1, subtitle="24 consumers"))
    assert (narrow.width, wide.width) == (390, 1280)
    assert narrow.height > 2 * wide.height
    assert opened(wall_png(tiles[:1], width=1280, scale=1)).height < wide.height / 3


def test_a_wall_without_cards_is_a_heading() -> None:
    assert opened(wall_png([], scale=1)).height < 200


@pytest.mark.parametrize(
    "title",
    [
        "خبز العجين المخمر في 10 خطوات",
        "パンの焼き方、十の段階",
        "Brot 🍞🔥 backen 👩‍🍳 🇩🇪 👍🏽",
        "हिन्दी ไทย עברית Ελληνικά",
        "e\u0301\u0302" * 50,
        "x" * 5000,
        "\u202eabc\u202c \x00\x07",
        "\U000f0000\U0010ffff",
    ],
)
def test_every_script_is_drawn_without_complaint(title: str) -> None:
    layout = layout_of(preview(title=title, description=title), profile(draw={"width": 240}), url=URL)
    assert opened(card_png(layout)).width == 544


@pytest.mark.usefixtures("no_fonts")
def test_a_machine_without_fonts_still_draws() -> None:
    assert len(drawn({"width": 240}).getcolors(1_000_000) or []) > 10


def test_text_is_broken_between_words_and_cut_with_an_ellipsis() -> None:
    lines = flow("Flour water salt and time make bread", PLAIN, 120, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(width_of(line, PLAIN) <= 120 for line in lines)


def test_text_that_fits_is_left_alone() -> None:
    assert flow("Bread", PLAIN, 500, 1) == ["Bread"]
    assert flow("  Bread \n and  salt ", PLAIN, 500, 2) == ["Bread and salt"]
    assert flow("", PLAIN, 100, 2) == [""]


def test_a_word_longer_than_the_line_is_cut() -> None:
    (line,) = flow("Donaudampfschifffahrtsgesellschaft", PLAIN, 100, 1)
    assert line.endswith("…")
    assert width_of(line, PLAIN) <= 100


def test_wide_characters_break_anywhere_but_before_closing_ones() -> None:
    lines = flow("発酵種のパンを焼く、十の段階。" * 3, PLAIN, 100, 6)
    assert len(lines) in (5, 6)
    assert not any(line[0] in "、。" for line in lines)


def test_clusters_are_never_torn_apart() -> None:
    text = "e\u0301👩‍🍳🇩🇪🇫🇷👍🏽a"
    assert list(clusters(text)) == ["e\u0301", "👩‍🍳", "🇩🇪", "🇫🇷", "👍🏽", "a"]


def test_runs_are_the_text_in_order() -> None:
    text = "Brot 🍞 خبز パン!"
    assert "".join(run.text for run in runs(text, Weight.BOLD, 14)) == text


def test_the_direction_is_the_first_strong_letters() -> None:
    assert right_to_left("10 خطوات easy")
    assert not right_to_left("Easy خطوات")
    assert not right_to_left("123")


def cmap_font(*, form: int) -> bytes:
    """The least file that has a cmap: it covers A to C."""
    if form == 12:
        table = struct.pack(">HHIII", 12, 0, 28, 0, 1) + struct.pack(">III", 65, 67, 1)
    else:
        table = struct.pack(">HHHHHHH", 4, 32, 0, 4, 4, 1, 0) + struct.pack(">HHHHH", 67, 0xFFFF, 0, 65, 0xFFFF)
    head = struct.pack(">4sHHHH", b"\0\1\0\0", 1, 16, 0, 0)
    entry = struct.pack(">4sIII", b"cmap", 0, 28, 12 + len(table))
    return head + entry + struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table


@pytest.mark.parametrize("form", [4, 12])
def test_a_font_tells_what_it_covers(form: int, tmp_path: Path) -> None:
    path = tmp_path / f"{form}.ttf"
    path.write_bytes(cmap_font(form=form))
    found = coverage.coverage(path)
    assert [found.has(code) for code in (64, 65, 67, 68)] == [False, True, True, False]


@pytest.mark.parametrize(
    "data", [b"", b"nonsense", b"ttcf", cmap_font(form=12)[:40], b"\0\1\0\0\xff\xff" + b"cmap" * 40]
)
def test_a_file_that_is_no_font_covers_nothing(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.ttf"
    path.write_bytes(data)
    assert not coverage.coverage(path).has(65)
    assert fonts.opened(path, 12) is not None
