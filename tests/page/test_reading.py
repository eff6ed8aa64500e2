"""What kind of page it is, and where its main text stands."""

from __future__ import annotations

import pytest

from footfall.page import Page, parse_page
from footfall.page.kind import Kind

SENTENCE = "Sourdough needs flour, water, salt and above all a good deal of time. "


def page_of(html: str, url: str = "https://bakery.example/blog/sourdough") -> Page:
    return parse_page(url, html.encode())


def ld(kind: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "{kind}"}}</script>'


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        (ld("NewsArticle"), Kind.ARTICLE),
        (ld("Recipe") + ld("Article") + ld("VideoObject"), Kind.RECIPE),
        (ld("Product"), Kind.PRODUCT),
        (ld("Product") * 12, Kind.OTHER),
        (ld("PodcastEpisode"), Kind.MEDIA),
        ('<meta property="og:type" content="article">', Kind.ARTICLE),
        ('<meta property="og:type" content="product.item">', Kind.PRODUCT),
        ('<meta property="og:type" content="video.other">', Kind.MEDIA),
        ('<meta property="og:type" content="website">' + ld("Recipe"), Kind.RECIPE),
        ('<meta property="article:published_time" content="2026-01-01">', Kind.ARTICLE),
        (f"<article><h1>Bread</h1>{f'<p>{SENTENCE * 3}</p>' * 8}</article>", Kind.ARTICLE),
        ("<h1>Bread</h1><p>Short.</p>", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_a_page_says_what_it_is(html: str, kind: Kind) -> None:
    assert page_of(html).kind is kind


@pytest.mark.parametrize("path", ["", "/", "/index.html", "/en/", "/de-at", "/en/index.php"])
def test_the_root_is_the_home_page_whatever_it_says(path: str) -> None:
    assert page_of(ld("Article"), f"https://bakery.example{path}").kind is Kind.HOME


def test_the_main_text_is_found_among_menus_and_footers() -> None:
    html = f"""<body><nav><p>{SENTENCE}</p></nav><h1>Bread</h1><article>
    <div><p>{SENTENCE * 2}</p></div><div><p>{SENTENCE * 2}</p></div><img src="/logo.png"><img src="/loaf.jpg">
    <div><p>{SENTENCE * 2}</p></div></article><footer><p>{SENTENCE}</p><img src="/map.jpg"></footer></body>"""
    text = page_of(html).reading
    assert text is not None
    assert len(text.paragraphs) == 3
    assert text.words == 3 * 2 * 13
    assert len(text.pictures) == 1
    assert text.films == ()
    assert 0.1 < text.start < text.end < 0.95


def test_icons_portraits_and_hidden_frames_are_no_visuals() -> None:
    html = f"""<h1>Bread</h1><p>{SENTENCE * 3}</p><img src="/a.jpg" width="32"><img src="/icons/a.svg"><img>
    <img src="data:image/gif;base64,R0"><iframe height="0" src="/x"></iframe><p>{SENTENCE * 3}</p>"""
    text = page_of(html).reading
    assert text is not None
    assert text.visuals == ()


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="data:image/gif;base64,R0" data-src="/a.jpg">',
        '<picture><source srcset="/a.avif"><img alt=""></picture>',
        '<img class="lazyimg" alt="A loaf">',
    ],
)
def test_a_picture_that_comes_late_is_one(picture: str) -> None:
    html = f"<h1>Bread</h1><p>{SENTENCE}</p>{picture}<p>{SENTENCE}</p>"
    text = page_of(html).reading
    assert text is not None
    assert len(text.visuals) == 1


def test_a_page_without_paragraphs_has_no_main_text() -> None:
    assert page_of("<p>Short.</p><div>Long text without paragraphs, as some pages have it.</div>").reading is None


def test_words_of_scripts_without_spaces_count_two_characters() -> None:
    japanese = page_of(f"<h1>パン</h1><p>{'天然酵母のパンは時間が一番大切です。' * 6}</p>").reading
    assert japanese is not None
    assert japanese.words == 6 * 17 // 2
