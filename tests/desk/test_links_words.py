"""Words of campaigns: lower case, those of the workspace, typing errors caught."""

from __future__ import annotations

import pytest

from footfall.apps.links.words import check, known_networks, meant, spelled
from footfall.apps.sites.addresses import Refused

KNOWN = {"facebook", "linkedin", "newsletter", "x"}


@pytest.mark.parametrize(
    ("typed", "word"),
    [("Spring Sale", "spring-sale"), ("  X  ", "x"), ("Q4_2027", "q4_2027"), ("", ""), ("Été", "été")],
)
def test_words_are_spelled_one_way(typed: str, word: str) -> None:
    assert spelled(typed) == word


@pytest.mark.parametrize("typed", ["a&b", "a=b", "a?b", "a#b", "<b>", "a/b", "-x", "a\x00b", "a\u202eb", "a" * 101])
def test_words_that_do_not_belong_into_an_address(typed: str) -> None:
    with pytest.raises(Refused):
        spelled(typed)


@pytest.mark.parametrize(
    ("typed", "probably"),
    [
        ("facebok", "facebook"), ("facebbook", "facebook"), ("Facebook.", "facebook"), ("fb", "facebook"),
        ("linkdin", "linkedin"), ("twitter", "x"), ("newsleter", "newsletter"),
    ],
)  # fmt: skip
def test_typing_errors_name_the_word_that_was_meant(typed: str, probably: str) -> None:
    for enforced in (False, True):
        with pytest.raises(Refused, match=f"(?i)did you mean “{probably}”"):
            check(typed, KNOWN, enforced=enforced, as_written=False)


@pytest.mark.parametrize("typed", ["podcast", "partner-a", "radio"])
def test_new_words_are_taken_where_they_are_only_suggested(typed: str) -> None:
    assert check(typed, KNOWN, enforced=False, as_written=False) == typed
    with pytest.raises(Refused, match=r"not among the words of this workspace.*Take one of these"):
        check(typed, KNOWN, enforced=True, as_written=True)


def test_a_word_that_is_meant_as_written() -> None:
    assert check("Facebok", KNOWN, enforced=False, as_written=True) == "facebok"
    with pytest.raises(Refused):
        check("facebok", KNOWN, enforced=True, as_written=True)


@pytest.mark.parametrize("network", sorted(known_networks()))
def test_no_network_is_taken_for_a_misspelt_other(network: str) -> None:
    assert check(network.upper(), known_networks(), enforced=True, as_written=False) == network


def test_no_word_is_near_to_everything() -> None:
    assert meant("zz", KNOWN) == ""
    assert meant("", KNOWN) == ""
