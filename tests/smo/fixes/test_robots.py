"""robots.txt: bots and pictures are let in, whoever reads it, and nobody else's rules change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from footfall.smo.fixes import fix_robots
from footfall.smo.fixes.robots import groups, read_lines

TOKENS = ("Twitterbot", "facebookexternalhit", "LinkedInBot")
OTHERS = ("Googlebot", "AnyBot")
PATHS = ("/", "/blog/sourdough", "/img/card.jpg?v=2", "/admin/", "/api/image/1", "/private")


def reads(text: str, token: str, path: str) -> bool:
    return bool(Protego.parse(text).can_fetch(f"https://bakery.example{path}", token))


CASES = [
    pytest.param("", "", id="no file"),
    pytest.param("User-agent: *\nDisallow:\n", "User-agent: *\nDisallow:\n", id="nothing is forbidden"),
    pytest.param(
        "User-agent: *\nDisallow: /\n",
        "User-agent: *\nDisallow: /\n\n# Lets link previews be drawn.\nUser-agent: Twitterbot\nAllow: /\n",
        id="everything is forbidden to everybody",
    ),
    pytest.param(
        "User-agent: Twitterbot\r\nDisallow: /\r\n\r\nUser-agent: *\r\nDisallow: /admin/\r\n",
        "User-agent: Twitterbot\r\nAllow: /\r\n\r\nUser-agent: *\r\nDisallow: /admin/\r\n",
        id="the bot has a group of its own",
    ),
    pytest.param(
        "User-agent: Twitterbot\nUser-agent: BadBot\nDisallow: /",
        "# Lets link previews be drawn.\nUser-agent: Twitterbot\nAllow: /\n\n"
        "User-agent: Twitterbot\nUser-agent: BadBot\nDisallow: /",
        id="the bot shares its group with one that stays out",
    ),
    pytest.param(
        "User-agent: *\nDisallow: /admin/\nDisallow: /\n",
        "User-agent: *\nDisallow: /admin/\nDisallow: /\n\n# Lets link previews be drawn.\nUser-agent: Twitterbot\n"
        "Allow: /\nDisallow: /admin/\n",
        id="what else everybody is forbidden stays forbidden",
    ),
]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_a_bot_is_let_in_as_narrowly_as_it_goes(before: str, after: str) -> None:
    assert fix_robots(before, ["Twitterbot"]) == after
    assert reads(after, "Twitterbot", "/blog/sourdough")


def test_bots_with_the_same_rules_share_a_group() -> None:
    text = fix_robots("User-agent: *\nDisallow: /\n", TOKENS)
    assert text.endswith("User-agent: Twitterbot\nUser-agent: facebookexternalhit\nUser-agent: LinkedInBot\nAllow: /\n")


def test_a_picture_is_let_in_without_the_folder_around_it() -> None:
    text = fix_robots("User-agent: *\nDisallow: /api/\n", ["Twitterbot"], ["/api/image/1"])
    assert reads(text, "Twitterbot", "/api/image/1")
    assert not reads(text, "Twitterbot", "/api/secret")
    assert not reads(text, "AnyBot", "/api/image/1")


def test_a_picture_can_be_let_in_while_the_pages_stay_out() -> None:
    text = fix_robots("User-agent: *\nDisallow: /\n", ["Twitterbot"], ["/img/card.jpg"], page_paths=())
    assert reads(text, "Twitterbot", "/img/card.jpg")
    assert not reads(text, "Twitterbot", "/blog/sourdough")


LINES = st.sampled_from(
    [
        *(f"User-agent: {name}" for name in ("*", "Twitterbot", "twitterbot", "facebookexternalhit", "Googlebot")),
        *(
            "Disallow: /",
            "Disallow:",
            "Disallow: /admin/",
            "Disallow: /blog/*/print",
            "Disallow: /*.jpg",
            "Disallow: /api",
        ),
        *("Allow: /api/image/", "Allow: /blog", "Allow: /$", "Disallow: /img/", "Crawl-delay: 2", "# a comment", ""),
        *("Sitemap: https://bakery.example/sitemap.xml", "  disallow : /private  # why", "nonsense"),
    ]
)


@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_whatever_the_file_says_the_bots_get_in_and_all_else_stays(parts: list[str], newline: str, ended: bool) -> None:
    before = newline.join(parts) + (newline if ended else "")
    pictures = ["/img/card.jpg?v=2", "/api/image/1"]
    certain = all(group.certain for group in groups(read_lines(before)))  # Otherwise readers read it in two ways.
    after = fix_robots(before, TOKENS, pictures)
    assert fix_robots(after, TOKENS, pictures) == after
    for token in TOKENS:
        for path in ("/", *pictures):
            assert reads(after, token, path), (token, path, after)
        for path in PATHS if certain else ():
            assert reads(after, token, path) or not reads(before, token, path), "nothing is taken away"
    for other in OTHERS:
        for path in PATHS:
            assert reads(after, other, path) == reads(before, other, path), (other, path, after)


@given(st.binary(max_size=200))
def test_reading_lines_loses_nothing(data: bytes) -> None:
    text = f"User-agent: *\nDisallow: /{data.decode('utf-8', 'surrogateescape')}"
    assert "".join(line.text for line in read_lines(text)) == text
    assert groups(read_lines(text))[0].agents == ("*",)
    fix_robots(text, TOKENS, ["/img/\udcff.jpg"])
