"""Words, pictures, addresses and locales that fixers take from a page, and those they leave."""

from __future__ import annotations

import pytest

from footfall.page import parse_page
from footfall.page.facts import Image
from footfall.smo.fixes import FixContext, head_snippet, url_for
from footfall.smo.fixes.addresses import cleaned, has_identifiers, same_path
from footfall.smo.fixes.descriptions import description_of
from footfall.smo.fixes.kinds import kind_of
from footfall.smo.fixes.locales import locale_of
from footfall.smo.fixes.picture import card_for, picture_of
from footfall.smo.fixes.share_links import encoded_query, unkitted, with_shared
from footfall.smo.fixes.titles import site_name_of, title_of
from footfall.smo.fixes.words import statement

URL = "https://www.corner-bakery.example/blog/sourdough"


def ld(text: str) -> str:
    return f"<script type=application/ld+json>{text}</script>"


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>Sourdough in ten steps | Corner Bakery</title>", "Sourdough in ten steps"),
        ("<title>Corner Bakery – Sourdough in ten steps</title>", "Sourdough in ten steps"),
        ("<title>Sourdough - in ten steps - The Guild</title><meta property=og:site_name content='The Guild'>",
         "Sourdough - in ten steps"),
        ("<title>About us | Corner Bakery</title>", "About us | Corner Bakery"),
        ("<title>Guild: Sourdough in ten steps</title><h1>Sourdough in ten steps</h1>", "Sourdough in ten steps"),
        ("<title>Bread | Sourdough in ten steps</title>", "Bread | Sourdough in ten steps"),
        ("<title>{{ title }}</title><h1>Sourdough in ten steps</h1>", "Sourdough in ten steps"),
        ("<title>Corner Bakery</title><h1>Sourdough in ten steps</h1>", "Sourdough in ten steps"),
        (ld('{"@type":"Article","headline":"Bread &amp; time"}') + "<title>x</title>", "Bread & time"),
        ("<p>Nothing", ""),
    ],
)  # fmt: skip
def test_the_title_of_a_card_is_the_page_s_without_the_site_s_name(html: str, title: str) -> None:
    assert title_of(parse_page(URL, html.encode()), FixContext()) == title


@pytest.mark.parametrize(
    ("html", "context", "name"),
    [
        ("<meta name=application-name content='The Guild'>", "", "The Guild"),
        ("<title>Bread</title>", "Told by hand", "Told by hand"),
        ("<title>Bread and more | Corner Bakery</title>", "", "Corner Bakery"),
        (ld('{"@type":"WebSite","name":"The Guild"}'), "", "The Guild"),
        (ld('{"@type":"Organization","name":"Somebody else","url":"https://else.example/"}'), "", ""),
        ("<title>Bread and more | Recipes</title>", "", ""),
    ],
)  # fmt: skip
def test_the_site_s_name_is_what_the_site_calls_itself(html: str, context: str, name: str) -> None:
    assert site_name_of(parse_page(URL, html.encode()), FixContext(site_name=context)) == name


@pytest.mark.parametrize(
    ("paragraph", "said"),
    [
        ("We bake at night, so that the bread is warm. It takes patience and time.",
         "We bake at night, so that the bread is warm. It takes patience and time."),
        ("We bake at night, so that all of the bread is warm. " + "Then more of the same follows here. " * 9,
         "We bake at night, so that all of the bread is warm. " + "Then more of the same follows here. " * 4),
        ("We use cookies to make this site better for all of our visitors.", ""),
        ("Home Blog Shop Contact Bread Rolls Cakes Prices Places", ""),
        ("Too short a sentence.", ""),
        ("Photo by somebody who stood at the right place at the right time.", ""),
        ("朝はとても早いです。酵母を育てる方法を説明します。", "朝はとても早いです。酵母を育てる方法を説明します。"),
        ("We bake {{ count }} loaves at night, so that the bread is warm.", ""),
    ],
)  # fmt: skip
def test_a_paragraph_becomes_a_description_when_it_is_a_statement(paragraph: str, said: str) -> None:
    assert statement(paragraph) == said.strip()


def test_the_description_comes_from_the_main_part_and_never_repeats_the_title() -> None:
    html = (
        "<title>We bake at night, so that the bread is warm.</title><nav><p>Home, shop, and all the rest you may "
        "want to see.</p></nav><main><p>We bake at night, so that the bread is warm.</p><p>Flour, water, salt and "
        "time are all that it takes.</p></main>"
    )
    page = parse_page(URL, html.encode())
    assert description_of(page, page.title) == "Flour, water, salt and time are all that it takes."


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<meta name=twitter:image content=/a.jpg><img src=/b.jpg width=900 height=500>", "/a.jpg"),
        (ld('{"@type":"Article","image":{"url":"/a.jpg","width":900,"height":500}}'), "/a.jpg"),
        ("<link rel=image_src href=/a.jpg>", "/a.jpg"),
        ("<img src=/s.jpg width=700 height=400><img src=/a.jpg width=900 height=500>", "/a.jpg"),
        ("<img src=/site-logo.png width=900 height=500><img src=/t.jpg width=599 height=599>", ""),
        ("<img src=data:image/png;base64,AA width=900 height=500><img src=/a.svg width=900 height=500>", ""),
        ("<meta name=twitter:image content='{{ img }}'><meta name=twitter:image:src content=''>", ""),
    ],
)  # fmt: skip
def test_the_picture_of_a_card_is_one_that_fits(html: str, url: str) -> None:
    found = picture_of(parse_page(URL, html.encode()), FixContext())
    assert (found.url if found else "") == (f"https://www.corner-bakery.example{url}" if url else "")


def test_a_picture_that_was_fetched_in_vain_is_passed_over() -> None:
    html = b"<meta name=twitter:image content=/gone.jpg><link rel=image_src href=/a.jpg>"
    images = {
        "https://www.corner-bakery.example/gone.jpg": Image("", status=404),
        "https://www.corner-bakery.example/a.jpg": Image("", format="png", width=1200, height=630),
    }
    found = picture_of(parse_page(URL, html), FixContext(images=images))
    assert found is not None
    assert (found.url[-6:], found.width, found.height, found.type) == ("/a.jpg", 1200, 630, "image/png")


@pytest.mark.parametrize(
    ("size", "card"),
    [((1200, 630), "summary_large_image"), ((None, None), "summary_large_image"), ((800, 800), "summary"),
     ((280, 150), "summary")],
)  # fmt: skip
def test_the_card_suits_the_picture(size: tuple[int | None, int | None], card: str) -> None:
    assert card_for(*size) == card


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        (ld('{"@type":"NewsArticle"}'), "article"),
        ("<article><time>2026</time><p>a</p><p>b</p><p>c</p></article>", "article"),
        ("<article><time>2026</time><p>a</p></article><article><time>2026</time><p>a</p></article>", "website"),
        ("<p>a</p><p>b</p><p>c</p>", "website"),
    ],
)  # fmt: skip
def test_an_article_is_told_from_other_pages(html: str, kind: str) -> None:
    assert kind_of(parse_page(URL, html.encode())) == kind
    assert kind_of(parse_page("https://www.corner-bakery.example/", html.encode())) == "website"


@pytest.mark.parametrize(
    ("language", "locale"),
    [("en", "en_US"), ("en-GB", "en_GB"), ("pt_br", "pt_BR"), ("zh-Hant", "zh_TW"), ("sr-Latn-RS", "sr_RS"),
     ("no", "nb_NO"), ("", ""), ("xx", ""), ("english", "")],
)  # fmt: skip
def test_languages_become_locales(language: str, locale: str) -> None:
    assert locale_of(language) == locale


@pytest.mark.parametrize(
    ("site", "path", "url"),
    [
        ("https://a.example", "index.html", "https://a.example/"),
        ("https://a.example/", "posts/one/index.html", "https://a.example/posts/one/"),
        ("https://a.example/docs/", "guide/index.htm", "https://a.example/docs/guide/"),
        ("https://a.example/", "2026/05/04/bread.html", "https://a.example/2026/05/04/bread.html"),
        ("https://a.example/", "pages\\about us.html", "https://a.example/pages/about%20us.html"),
        ("https://a.example/", "./brötchen.html", "https://a.example/br%C3%B6tchen.html"),
        ("", "index.html", ""),
    ],
)
def test_files_of_site_generators_have_addresses(site: str, path: str, url: str) -> None:
    assert url_for(site, path) == url


def test_identifiers_of_visitors_are_cleaned_from_addresses() -> None:
    url = "https://a.example/b;jsessionid=9?id=3&PHPSESSID=1&fbclid=2&utm_source=x#top"
    assert cleaned(url) == "https://a.example/b?id=3"
    assert has_identifiers(url)
    assert not has_identifiers("https://a.example/b?id=3&utm_source=x")
    assert same_path("http://www.a.example/b/", "https://a.example/b/index.html")
    assert not same_path("https://a.example/b", "https://a.example/c")


@pytest.mark.parametrize(
    ("href", "wanted"),
    [
        ("https://x.com/share?text=a b", "https://x.com/share?text=a%20b"),
        ("https://x.com/share?text=50% off", "https://x.com/share?text=50%25%20off"),
        ("https://x.com/share?text=a&amp;url=b", "https://x.com/share?text=a&url=b"),
        ("https://x.com/share?text=Q & A&url=https%3A%2F%2Fa.example", "https://x.com/share?text=Q%20%26%20A&url=https%3A%2F%2Fa.example"),
        ("https://x.com/share?text=#bread&url=b", "https://x.com/share?text=%23bread&url=b"),
        ("https://x.com/share?text=a%20b&url=https%3A%2F%2Fa.example%2F", "https://x.com/share?text=a%20b&url=https%3A%2F%2Fa.example%2F"),
        ("https://x.com/share", "https://x.com/share"),
    ],
)  # fmt: skip
def test_share_links_are_encoded_once(href: str, wanted: str) -> None:
    assert encoded_query(href) == wanted
    assert encoded_query(wanted) == wanted


def test_kits_and_shared_addresses() -> None:
    kit = unkitted("//api.addthis.com/oexchange/0.8/forward/facebook/offer?url=https%3A%2F%2Fa.example%2F&title=x")
    assert kit is not None
    assert kit.href == "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fa.example%2F"
    assert unkitted("https://a.example/add") is None
    assert with_shared("https://x.com/share?url=%2fa", "/a", "https://a.example/a").endswith(
        "url=https%3A%2F%2Fa.example%2Fa"
    )
    assert with_shared("https://x.com/share?u=/a&v=/a", "/a", "https://a.example/a") == "https://x.com/share?u=/a&v=/a"


def test_the_snippet_for_a_template_is_the_complete_block() -> None:
    html = '<html lang="de"><head><title>Sauerteig in "zehn" Schritten | Corner Bakery</title></head></html>'
    assert head_snippet(parse_page(URL, html.encode())) == (
        '<meta property="og:title" content="Sauerteig in &quot;zehn&quot; Schritten">\n'
        f'<meta property="og:url" content="{URL}">\n'
        '<meta property="og:type" content="website">\n'
        '<meta property="og:site_name" content="Corner Bakery">\n'
        '<meta property="og:locale" content="de_DE">\n'
        '<meta name="twitter:card" content="summary">\n'
        f'<link rel="canonical" href="{URL}">\n'
    )
