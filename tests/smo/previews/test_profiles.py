"""Profiles as files: every value with its foundation, and what a broken file is told."""

from __future__ import annotations

import re
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from footfall.page import parse_page
from footfall.smo.previews import Card, Mark, PreviewSet, Profile, ProfileError, profiles
from footfall.smo.previews.cards import RULES
from footfall.smo.previews.leaves import CHOICES, DRAW, LEAVES, MAY_BE_ABSENT
from footfall.smo.previews.profile import read_profile

GUIDE = Path(__file__).parents[3] / "docs" / "add-a-consumer.md"
CONSUMERS = (
    *("facebook", "messenger", "instagram", "threads", "x", "linkedin", "pinterest", "slack", "discord", "whatsapp"),
    *("telegram", "imessage", "mastodon", "bluesky", "reddit", "signal", "matrix", "misskey", "zulip", "discourse"),
    *("lemmy", "mattermost", "nextcloud", "rocketchat"),
)


def text_of(consumer: str) -> str:
    return (resources.files("footfall.smo.previews") / f"{consumer}.toml").read_text("utf-8")


def test_all_consumers_are_there_in_alphabetical_order() -> None:
    assert set(CONSUMERS) <= set(profiles())
    assert len(profiles()) >= 21
    assert list(profiles()) == sorted(profiles())
    for name, profile in profiles().items():
        assert re.fullmatch(r"[a-z]+", name)
        assert profile.name.strip()
    assert len({profile.name for profile in profiles().values()}) == len(profiles())


@pytest.mark.parametrize("profile", profiles().values(), ids=lambda profile: profile.id)
def test_every_leaf_is_founded_or_unknown(profile: Profile) -> None:
    assert profile.leaves.keys() == LEAVES.keys()
    for path, leaf in profile.leaves.items():
        if not leaf.known:
            assert leaf.date is None
            continue
        assert isinstance(leaf.mark, Mark), path
        assert len(leaf.source) > 15, path
        assert leaf.date is not None, path
        assert date(2015, 1, 1) <= leaf.date <= date(2027, 1, 1), path
    assert profile.draw.keys() == DRAW.keys()


@pytest.mark.parametrize("profile", profiles().values(), ids=lambda profile: profile.id)
def test_every_axis_says_something(profile: Profile) -> None:
    for path in ("title.order", "description.order", "image.order", "card.rule", "card.requires", "attributes.og"):
        assert profile.leaf(path).known or path == "attributes.og", path
    assert profile.note == "" or profile.note.endswith(".")


def test_clips_that_guides_disagree_on_say_so() -> None:
    for name, path in (("linkedin", "title.clip"), ("linkedin", "description.clip"), ("discord", "description.clip")):
        leaf = profiles()[name].leaf(path)
        assert leaf.mark is Mark.GUIDES
        assert "disagree" in leaf.source
        assert "stricter" in leaf.source


def test_the_card_rules_of_the_schema_are_those_of_the_code() -> None:
    assert CHOICES["card.rule"] == set(RULES)


def test_leaves_that_may_be_absent_are_leaves() -> None:
    assert set(LEAVES) >= MAY_BE_ABSENT


BROKEN = [
    ("id = ", 'id = "misskee" #', "file and id must have the same name"),
    ('name = "Misskey"', "", "needs name"),
    ('kind = "network"', 'kind = "shop"', "needs kind = one of chat, forum, messenger, network"),
    (
        'mark = "code"',
        'mark = "rumour"',
        "needs mark (one of documented, code, observed, guides, assumed), text and date",
    ),
    ("date = 2026-11-22", 'date = "yesterday"', "needs mark"),
    ('text = "misskey-dev', 'words = "misskey-dev', "needs mark"),
    ('seconds = "unknown"', "", 'must be "unknown" or { value = …, from = "a source" }'),
    ('from = "client" }\ntypes', 'from = "nobody" }\ntypes', 'must be "unknown" or'),
    ("value = 10485760", "value = true", "fetch.max_bytes can't be True; it must be int"),
    ("value = 10485760", 'value = "ten"', "it must be int"),
    ('value = "first"', 'value = "middle"', "it must be one of first, last"),
    ('"og:title", "twitter:title"', '"og:title", "tiktok"', "a list of sources, such as og:title or title"),
    ('clean = { value = ["entities", "trim"', 'clean = { value = ["shout"', "a list of"),
    ('og = { value = ["property"]', 'og = { value = ["prop"]', "a list of itemprop, name, property"),
    ('unit = "utf16"', 'unit = "words"', "title.clip can't be"),
    ('rule = { value = "twitter-card"', 'rule = { value = "huge"', "it must be one of"),
    ("[cache]\n", '[cache]\nhours = "unknown"\n', "nobody reads cache.hours"),
    ("[cache]\n", '[colours]\nred = "unknown"\n\n[cache]\n', "nobody reads colours"),
    ("width = 480", 'width = "wide"', "draw.width must be int"),
    ('shape = "stacked"', 'shape = "round"', "draw.shape must be one of embed, overlay, side, stacked, text"),
    ('order = ["title", "description", "site"]', 'order = ["price"]', "draw.order is made of"),
    ("stripe = false", "stripe = false\nglow = true", "nobody reads draw.glow"),
    ("stripe = false", "", "draw.stripe must be bool"),
    ("[title]", "[title", "is not valid TOML"),
]


@pytest.mark.parametrize(("old", "new", "said"), BROKEN, ids=[said for _, _, said in BROKEN])
def test_a_broken_profile_is_told_what_to_write(old: str, new: str, said: str) -> None:
    text = text_of("misskey")
    assert old in text, "the case no longer fits the file it breaks"
    with pytest.raises(ProfileError) as caught:
        read_profile("misskey", text.replace(old, new, 1))
    sentence = str(caught.value)
    assert sentence.startswith("misskey.toml")
    assert said in sentence
    assert sentence.endswith(".")


def test_an_id_with_spaces_or_capitals_is_refused() -> None:
    with pytest.raises(ProfileError, match="lower-case letters"):
        read_profile("My Space", text_of("misskey").replace('id = "misskey"', 'id = "My Space"'))


def test_a_new_consumer_is_a_new_file() -> None:
    """The example of the guide is a whole profile, and works as it stands."""
    example = re.search(r"```toml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert example is not None
    stem = re.search(r'^id = "(\w+)"', example.group(1), re.MULTILINE)
    assert stem is not None
    profile = read_profile(stem.group(1), example.group(1))
    page = parse_page(
        "https://bakery.example/",
        b'<title>Element</title><meta property="og:title" content="Bread"><meta property="og:image" content="/a.jpg">',
    )
    drawn = PreviewSet(page, known={profile.id: profile})[profile.id]
    assert drawn.consumer == profile.id
    assert drawn.shown_title == "Bread"
    assert drawn.card is Card.LARGE
    assert drawn.confidence is Mark.GUIDES
