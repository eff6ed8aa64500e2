"""Which pictures a page states for previews, and of what size."""

from __future__ import annotations

from footfall.page import Page, parse_page


def page(*tags: str) -> Page:
    return parse_page("https://bakery.example/blog/bread", ("<head>" + "".join(tags) + "</head>").encode())


def og(name: str, content: str | int) -> str:
    return f'<meta property="og:{name}" content="{content}">'


def test_the_first_and_the_last_og_image_and_the_twitter_image_count() -> None:
    found = page(
        og("image", "/1.jpg"),
        '<meta name="twitter:image" content="/x.jpg">',
        og("image", "/2.jpg"),
        og("image", "/3.jpg"),
    ).pictures
    assert [picture.url.rpartition("/")[2] for picture in found] == ["1.jpg", "3.jpg", "x.jpg"]
    assert [picture.open_graph for picture in found] == [True, True, False]


def test_an_address_that_is_stated_twice_counts_once() -> None:
    same = "https://bakery.example/1.jpg"
    found = page(og("image", same), og("image", "/1.jpg"), f'<meta name="twitter:image" content="{same}">').pictures
    assert [picture.url for picture in found] == [same]


def test_other_spellings_of_the_tags_count_where_the_usual_ones_are_missing_or_blank() -> None:
    found = page(
        og("image", " "), og("image:url", "/1.jpg"), '<meta name="twitter:image:src" content="/x.jpg">'
    ).pictures
    assert [picture.meta.key for picture in found] == ["og:image:url", "twitter:image:src"]


def test_tags_in_a_template_are_no_tags() -> None:
    assert page("<template>", og("image", "/1.jpg"), "</template>").pictures == ()


def test_a_size_belongs_to_the_picture_before_it() -> None:
    first, last = page(
        og("image", "/1.jpg"),
        og("image:width", 1200),
        og("image:height", 630),
        og("image", "/2.jpg"),
        og("image:width", "800px"),
    ).pictures
    assert (first.width, first.height) == (1200, 630)
    assert (last.width, last.height) == (800, None)


def test_a_size_before_the_only_picture_is_meant_for_it() -> None:
    (only,) = page(og("image:width", 1200), og("image:height", 630), og("image", "/1.jpg")).pictures
    assert (only.width, only.height) == (1200, 630)


def test_a_size_that_is_no_number_or_zero_is_none() -> None:
    (only,) = page(og("image", "/1.jpg"), og("image:width", "large"), og("image:height", 0)).pictures
    assert (only.width, only.height) == (None, None)


def test_a_page_without_tags_states_no_picture() -> None:
    assert page().pictures == ()
