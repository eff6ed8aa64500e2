"""Verdicts: what came out, in a word and a sentence, and in which order cards hang on the wall."""

from __future__ import annotations

import pytest

from footfall.page.facts import Fault, Image, PageFacts
from footfall.smo.draw.spoken import source_name
from footfall.smo.draw.wall import PROMINENCE, State, Verdict, tallied, verdict, verdicts, wall
from footfall.smo.previews import Card, Lost, Mark, Preview, Why, profiles
from tests.smo.draw.samples import IMAGE, URL, chosen, preview, profile


def judged(one: Preview, *others: Preview, facts: PageFacts = PageFacts(), **leaves: object) -> Verdict:  # noqa: B008
    known = {**profiles(), one.consumer: profile(one.consumer, **leaves)}
    return verdicts([one, *others], url=URL, facts=facts, known=known)[0]


def lost(why: Why, source: str = "og:image", value: str = IMAGE, line: int = 8) -> tuple[Lost, ...]:
    return (Lost(source, value, why, line),)


def test_a_whole_card_is_good_and_names_the_tags_that_won() -> None:
    assert judged(preview()) == (State.GOOD, "large", "og:title line 4, og:image line 6.")


def test_a_card_that_is_not_drawn_is_broken_and_says_why() -> None:
    reason = "robots.txt turns Twitterbot away from this page, and X obeys it."
    none = preview("x", title=None, description=None, image=None, card=Card.NONE, reasons=(reason,))
    assert judged(none, preview()) == (State.BROKEN, "no card", reason)


def test_a_card_that_wants_a_title_says_what_became_of_the_pages_title() -> None:
    none = preview(
        "whatsapp",
        title=None,
        description=None,
        image=None,
        card=Card.NONE,
        reasons=("WhatsApp draws no card without a title.",),
        lost_title=lost(Why.NOT_IN_HEAD, "og:title", "Sourdough", 293),
    )
    said = "WhatsApp draws no card without a title; og:title, line 293, stands outside the head."
    assert judged(none, preview()).sentence == said


@pytest.mark.parametrize(
    ("why", "image", "leaves", "sentence"),
    [
        (
            Why.IMAGE_TOO_HEAVY,
            Image(IMAGE, format="jpeg", size=2_400_000),
            {"image__max_bytes": (600_000, Mark.GUIDES)},
            "The image weighs 2.4 MB; it reads up to 600 KB (guides).",
        ),
        (
            Why.IMAGE_TOO_HEAVY,
            Image(IMAGE, format="jpeg", size=2_400_000),
            {"image__max_bytes": (2_097_152, Mark.CODE)},
            "The image weighs 2.4 MB; it reads up to 2 MB.",
        ),
        (
            Why.IMAGE_TOO_SMALL,
            Image(IMAGE, format="png", width=120, height=90),
            {"image__min_width": 200, "image__min_height": 200},
            "The image is 120 × 90 pixels; it wants at least 200 × 200.",
        ),
        (
            Why.IMAGE_FORMAT,
            Image(IMAGE, format="svg"),
            {"image__formats": (["jpeg", "png", "webp"], Mark.ASSUMED)},
            "The image is SVG; it shows JPEG, PNG and WebP (assumed).",
        ),
        (
            Why.IMAGE_TOO_LARGE,
            Image(IMAGE, format="png", width=9000, height=90),
            {"image__max_side": 4096},
            "The image is 9000 × 90 pixels; it takes up to 4096 a side.",
        ),
        (
            Why.IMAGE_RATIO,
            Image(IMAGE, format="png", width=900, height=90),
            {"image__max_ratio": 4},
            "The image is 900 × 90 pixels; it takes up to 4 : 1.",
        ),
        (Why.IMAGE_FAILED, Image(IMAGE, status=404), {}, "The image answers with status 404 instead of a picture."),
        (
            Why.IMAGE_FAILED,
            Image(IMAGE, fault=Fault.TIMEOUT),
            {},
            "The image could not be fetched, because it took too long.",
        ),
        (Why.IMAGE_BLOCKED, None, {"agent__robots": "Somebot"}, "robots.txt turns Somebot away from the image."),
        (
            Why.BEYOND_WINDOW,
            None,
            {"fetch__window": (32_768, Mark.GUIDES)},
            "og:image, line 8, stands after the first 32 KB it reads (guides).",
        ),
        (Why.RELATIVE, None, {}, "og:image, line 8, is not an absolute address."),
        (Why.IMAGE_TOO_HEAVY, None, {}, "og:image, line 8: the image weighs more than this consumer accepts."),
        (Why.NOT_READ, None, {}, "No tag names a picture that it reads; it ignores og:image, line 8."),
    ],
)
def test_a_missing_picture_is_explained_with_both_figures(
    why: Why, image: Image | None, leaves: dict[str, object], sentence: str
) -> None:
    facts = PageFacts(images={IMAGE: image} if image else {})
    one = preview(image=None, card=Card.SMALL, lost_image=lost(why))
    found = judged(one, facts=facts, **leaves)
    assert found[:2] == (State.BROKEN, "no picture")
    assert found.sentence.replace("\u00a0", " ") == sentence


def test_a_relative_address_still_finds_the_measured_image() -> None:
    facts = PageFacts(images={"https://www.bakery.example/img/loaf.jpg": Image(IMAGE, status=410)})
    one = preview(image=None, card=Card.SMALL, lost_image=lost(Why.IMAGE_FAILED, value="/img/loaf.jpg"))
    assert "410" in judged(one, facts=facts).sentence


def test_nothing_named_is_said_plainly() -> None:
    assert judged(preview(image=None, card=Card.SMALL)).sentence == "No tag names a picture."
    assert judged(preview(title=None)) == (State.BROKEN, "no title", "No tag names a title.")


def test_a_consumer_that_reads_no_pictures_is_not_blamed_for_having_none() -> None:
    assert judged(preview(image=None, card=Card.SMALL), image__order=[]).state is State.GOOD


def test_a_small_card_for_want_of_a_tag_is_broken_where_others_are_large() -> None:
    reason = "twitter:card is missing, and X draws large pictures for summary_large_image only."
    small = preview("x", card=Card.SMALL, reasons=(reason,))
    assert judged(small, preview()) == (State.BROKEN, "small card", reason)
    assert judged(small).state is State.GOOD


def test_a_small_card_for_another_reason_is_doubtful() -> None:
    small = preview("signal", card=Card.SMALL, reasons=("The picture is square, so it is drawn as a thumbnail.",))
    assert judged(small, preview())[:2] == (State.DOUBTFUL, "small card")


def test_a_thumbnail_that_every_ordinary_page_gets_is_no_fault() -> None:
    reason = "Discourse draws a thumbnail unless og:type says photo, image or video."
    small = preview("discourse", card=Card.SMALL, reasons=(reason,))
    assert judged(small, preview(), card__rule="og-type").state is State.GOOD


def test_another_title_than_most_show_is_doubtful() -> None:
    odd = preview("mastodon", title=chosen("Our Recipe (2019)", "jsonld:headline", 31))
    others = [preview("facebook"), preview("linkedin")]
    assert judged(odd, *others) == (State.DOUBTFUL, "other title", "JSON-LD headline wins here, line 31.")


@pytest.mark.parametrize(
    "title",
    [
        "Sourdough in 10 steps | Corner Bakery",
        "SOURDOUGH  in 10 steps",
        "Sourdough in…",
        "Sourdough in 10...",
    ],
)
def test_the_same_title_cut_or_branded_is_not_another(title: str) -> None:
    others = [preview("facebook"), preview("linkedin"), preview("slack")]
    assert judged(preview("x", title=title), *others).label != "other title"


def test_quotes_and_dashes_make_no_other_title() -> None:
    others = [preview("facebook", title="Time to 'rise' - slowly"), preview("slack", title="Time to 'rise' - slowly")]
    assert judged(preview("x", title="Time to ‘rise’ – slowly"), *others).state is State.GOOD


def test_what_a_twitter_tag_says_is_said_on_purpose() -> None:
    own = preview(
        "x", title=chosen("Bread!", "twitter:title"), image=chosen("https://b.example/x.png", "twitter:image")
    )
    assert judged(own, preview("facebook"), preview("slack")).state is State.GOOD


def test_a_picture_nobody_named_is_doubtful() -> None:
    guess = preview("matrix", image=chosen("https://bakery.example/logo.png", "img-largest", 90))
    said = "No tag names a picture; it shows the largest image of the page, line 90."
    assert judged(guess) == (State.DOUBTFUL, "guessed picture", said)


def test_a_cut_title_is_doubtful_with_both_lengths() -> None:
    cut = preview("x", title=chosen("S" * 69 + "…", clipped=True, raw="S" * 92))
    said = judged(cut, title__clip=({"at": 70, "unit": "characters"}, Mark.GUIDES))
    assert said == (State.DOUBTFUL, "title cut", "It shows 70 characters of a title (guides); this one has 92.")


def test_broken_cards_hang_first_then_doubtful_ones_and_what_most_people_meet() -> None:
    previews = [
        preview("facebook"),
        preview("signal", image=None, card=Card.SMALL),
        preview("mastodon", title=chosen("Another", "jsonld:headline")),
        preview("whatsapp", image=None, card=Card.SMALL),
        preview("reddit", card=Card.SMALL),
        preview("slack"),
    ]
    tiles = wall(previews, url=URL)
    assert [tile.preview.consumer for tile in tiles] == [
        "whatsapp",
        "signal",
        "mastodon",
        "facebook",
        "slack",
        "reddit",
    ]
    assert tallied(tile.verdict for tile in tiles) == {State.BROKEN: 2, State.DOUBTFUL: 1, State.GOOD: 3}


def test_equal_pictures_have_equal_colours_and_others_do_not() -> None:
    other = preview("x", image="https://bakery.example/b.jpg")
    tiles = wall([preview("facebook"), other, preview("slack")], url=URL)
    tints = {tile.preview.consumer: tile.layout.picture.tint for tile in tiles if tile.layout.picture}
    assert tints["facebook"] == tints["slack"] == 0
    assert tints["x"] != 0


def test_one_verdict_is_the_same_as_among_all() -> None:
    previews = [preview(consumer) for consumer in profiles()]
    assert [verdict(one, previews, url=URL) for one in previews] == verdicts(previews, url=URL)


def test_the_order_names_every_consumer() -> None:
    assert sorted(PROMINENCE) == sorted(profiles())


def test_every_source_of_every_profile_has_words() -> None:
    for one in profiles().values():
        for field in ("title", "description", "image"):
            for source in "|".join(one.words(f"{field}.order")).split("|"):
                said = source_name(source)
                assert said != source or source.startswith(("og:", "twitter:")), (one.id, source)


def test_no_page_no_wall() -> None:
    assert wall([]) == ()
