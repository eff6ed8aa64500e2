"""Pages as they come: encodings, marks, newlines, missing heads, frames, templates, fragments."""

from __future__ import annotations

import codecs

import pytest

from footfall.page import parse_page
from footfall.page.model import Place
from footfall.smo.fixes import FixContext, fix_page, inverse
from footfall.smo.fixes.edit import apply

URL = "https://bakery.example/blog/sourdough"
TITLE = "Sauerteig für Geduldige: „Zehn“ Schritte 🍞"
JAPANESE = "パン屋の朝はとても早いです。酵母を育てる方法"


def page(title: str = TITLE, *, head: str = "", newline: str = "\n") -> str:
    text = f'<!doctype html>\n<html lang="de">\n  <head>\n{head}    <title>{title}</title>\n  </head>\n'
    return f"{text}<body>Brot</body>\n</html>".replace("\n", newline)


def mended(data: bytes, context: FixContext | None = None) -> bytes:
    fixed = fix_page(URL, data, context or FixContext())
    assert apply(fixed.data, inverse(data, fixed.edits)) == data
    assert fix_page(URL, fixed.data, context or FixContext()).data == fixed.data
    return fixed.data


CHARSET = '    <meta charset="{}">\n'
ENCODED = [
    pytest.param(page().encode(), TITLE, "", id="UTF-8 without a charset tag"),
    pytest.param(page().encode("utf-8-sig"), TITLE, "", id="UTF-8 with a byte order mark"),
    pytest.param(codecs.BOM_UTF16_LE + page().encode("utf-16-le"), TITLE, "", id="UTF-16, little end first"),
    pytest.param(codecs.BOM_UTF16_BE + page(newline="\r\n").encode("utf-16-be"), TITLE, "", id="UTF-16, big end first"),
    pytest.param(page().encode("utf-16-le"), TITLE, "text/html; charset=utf-16le", id="UTF-16 by header"),
    pytest.param(
        page(head=CHARSET.format("windows-1252")).encode("cp1252", "xmlcharrefreplace"), TITLE, "", id="windows-1252"
    ),
    pytest.param(
        page(head=CHARSET.format("iso-8859-1")).encode("latin-1", "xmlcharrefreplace"), TITLE, "", id="Latin-1"
    ),
    pytest.param(page(JAPANESE, head=CHARSET.format("Shift_JIS")).encode("cp932"), JAPANESE, "", id="Shift_JIS"),
    pytest.param(page(JAPANESE, head=CHARSET.format("euc-jp")).encode("euc_jp"), JAPANESE, "", id="EUC-JP"),
    pytest.param(
        page(JAPANESE, head=CHARSET.format("iso-2022-jp")).encode("iso2022_jp"), JAPANESE, "", id="ISO-2022-JP"
    ),
    pytest.param(page("面包店的早晨来得很早,酵母需要时间", head=CHARSET.format("gb2312")).encode("gb2312"),
                 "面包店的早晨来得很早,酵母需要时间", "", id="GB 2312"),
    pytest.param(page(TITLE).encode("cp1252", "xmlcharrefreplace"), TITLE, "text/html; charset=windows-1252",
                 id="windows-1252 by header"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "title", "content_type"), ENCODED)
def test_every_encoding_is_kept_and_written_into(data: bytes, title: str, content_type: str) -> None:
    context = FixContext(content_type=content_type)
    after = parse_page(URL, mended(data, context), content_type=content_type)
    before = parse_page(URL, data, content_type=content_type)
    assert after.meta_value("og:title") == title
    assert after.title == title
    assert after.encoding == before.encoding
    assert not after.damaged
    assert after.data[:3] == data[:3]


def test_newlines_are_written_as_the_page_writes_them() -> None:
    after = mended(page(newline="\r\n").encode())
    assert after.count(b"\n") == after.count(b"\r\n")
    assert b"\r\n    <meta property=" in after


def test_a_minified_page_stays_on_one_line() -> None:
    data = b"<!doctype html><html lang=en><meta charset=utf-8><title>Sourdough in ten easy steps</title><body><p>Bread"
    assert b"\n" not in mended(data)


def test_tags_end_as_the_page_ends_them() -> None:
    head = '    <meta charset="utf-8" />\n    <link rel="icon" href="/i.png" />\n'
    after = mended(page(head=head).encode())
    assert after.count(b"/>") == after.count(b"<meta") + after.count(b"<link")


HEADLESS = [
    pytest.param("<title>Sourdough in ten easy steps</title><p>Bread", id="no tags but a title"),
    pytest.param("<html lang=en><body><h1>Sourdough in ten easy steps</h1>", id="no head tag"),
    pytest.param("<!-- <head></head> --><html><body><h1>Sourdough in ten easy steps</h1>", id="a head in a comment"),
    pytest.param("<html><div>x</div><head><title>Sourdough in ten easy steps</title></head>", id="an element first"),
    pytest.param("<html><head></head><head><title>Sourdough in ten easy steps</title></head><body>", id="two heads"),
    pytest.param(
        "<HTML><HEAD><TITLE>Sourdough in ten easy steps</TITLE></HEAD><FRAMESET cols='*'><FRAME src=a></FRAMESET>",
        id="frames",
    ),
    pytest.param(
        '<!doctype html><html ⚡ lang="en"><head><meta charset="utf-8"><title>Sourdough in ten easy steps</title>'
        '<script async src="https://cdn.ampproject.org/v0.js"></script></head><body>',
        id="AMP",
    ),
    pytest.param(
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">\n'
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Sourdough in ten easy steps</title></head></html>',
        id="XHTML",
    ),
]


@pytest.mark.parametrize("text", HEADLESS)
def test_tags_end_up_in_the_head_wherever_it_is_written(text: str) -> None:
    after = parse_page(URL, mended(text.encode()))
    metas = [meta for meta in after.metas if meta.key.startswith(("og:", "twitter:"))]
    assert after.meta_value("og:title") == "Sourdough in ten easy steps"
    assert {meta.place for meta in metas} == {Place.HEAD}


LEFT_ALONE = [
    pytest.param("<div>Just a part of a page</div>", "fragment", id="a fragment"),
    pytest.param("", "fragment", id="nothing"),
    pytest.param('<?xml version="1.0"?><rss><channel><title>Feed</title></channel></rss>', "XML document", id="a feed"),
    pytest.param("<html><head>{% block head %}<title>A</title>{% endblock %}</head>", "template", id="Jinja or Liquid"),
    pytest.param("<html><head><?php wp_head(); ?></head>", "template", id="PHP"),
    pytest.param("<html><head><title><%= title %></title></head>", "template", id="ERB"),
]


@pytest.mark.parametrize(("text", "said"), LEFT_ALONE)
def test_what_is_no_finished_page_is_left_alone_with_a_sentence_why(text: str, said: str) -> None:
    fixed = fix_page(URL, text.encode())
    assert fixed.data == text.encode()
    assert not fixed.changed
    assert said in fixed.proposals[0].message


def test_a_template_inside_a_script_is_no_template() -> None:
    text = "<html><head><title>Sourdough in ten easy steps</title><script type=x>{% if %}<%= a %></script></head>"
    assert fix_page(URL, text.encode()).changed


def test_new_tags_never_push_the_charset_out_of_sight() -> None:
    head = "<html><div></div><title>Sourdough in ten easy steps</title>"
    text = f"{head}<!--{'x' * (930 - len(head))}--><meta charset='utf-8'><p>".encode() + b"caf\xe9"
    fixed = fix_page(URL, text)
    assert parse_page(URL, fixed.data).encoding == parse_page(URL, text).encoding


def test_a_page_of_thousands_of_equal_tags_comes_to_an_end() -> None:
    text = "<head>" + "<meta property='og:title' content='Bread'>" * 3_000
    assert fix_page(URL, text.encode()).data.startswith(b'<head><meta charset="utf-8">')


def test_a_page_from_disk_whose_address_is_unknown_is_mended_all_the_same() -> None:
    fixed = fix_page("", page().encode())
    after = parse_page("", fixed.data)
    assert after.meta_value("og:title") == TITLE
    assert not after.meta("og:url")
    assert "meta-og-url-missing" in {proposal.rule for proposal in fixed.proposals}
