"""Rules that judge a site as a whole, after all its pages."""

from __future__ import annotations

import pytest

from footfall.smo.rule import Finding, NotApplicable
from footfall.smo.rules import registry
from footfall.smo.site import Digest, SiteBuilder, SiteFacts


def site_of(*digests: Digest) -> SiteFacts:
    builder = SiteBuilder()
    for digest in digests:
        builder.add(digest)
    return builder.facts()


def page(number: int, *, title: str = "", description: str = "", image: str = "") -> Digest:
    return Digest(f"https://bakery.example/{number}", title, description, image)


def judge(rule_id: str, site: SiteFacts) -> list[Finding]:
    check_site = registry()[rule_id].check_site
    assert check_site is not None
    outcome = check_site(site)
    assert not isinstance(outcome, NotApplicable)
    found = list(outcome)
    assert all(finding.message.endswith(".") and finding.advice.endswith(".") for finding in found)
    return found


DUPLICATES = [
    pytest.param("meta-title-duplicate-site", "title", id="titles"),
    pytest.param("meta-description-duplicate-site", "description", id="descriptions"),
]


@pytest.mark.parametrize(("rule_id", "field"), DUPLICATES)
def test_three_pages_that_say_the_same_are_one_finding(rule_id: str, field: str) -> None:
    same = [page(number, **{field: "Welcome to our bakery!"}) for number in range(3)]
    (finding,) = judge(rule_id, site_of(*same, page(9, **{field: "Sourdough in 10 steps"})))
    assert "3 pages" in finding.message
    assert finding.urls == tuple(digest.url for digest in same)


@pytest.mark.parametrize(("rule_id", "field"), DUPLICATES)
def test_two_pages_that_say_the_same_are_an_accident(rule_id: str, field: str) -> None:
    pages = [page(number, **{field: "Welcome!"}) for number in range(2)]
    assert judge(rule_id, site_of(*pages, page(9, **{field: "Sourdough"}))) == []


@pytest.mark.parametrize(("rule_id", "field"), DUPLICATES)
def test_pages_that_say_nothing_are_not_alike(rule_id: str, field: str) -> None:
    assert judge(rule_id, site_of(*(page(number) for number in range(5)))) == []


@pytest.mark.parametrize(("rule_id", "field"), DUPLICATES)
def test_a_site_of_two_pages_is_not_judged(rule_id: str, field: str) -> None:
    check_site = registry()[rule_id].check_site
    assert check_site is not None
    assert isinstance(check_site(site_of(page(1), page(2))), NotApplicable)


@pytest.mark.parametrize(("rule_id", "field"), DUPLICATES)
def test_many_groups_end_in_one_finding_for_the_rest(rule_id: str, field: str) -> None:
    pages = [page(group * 10 + one, **{field: f"Text {group:02}"}) for group in range(25) for one in range(3)]
    findings = judge(rule_id, site_of(*pages))
    assert len(findings) == 10
    assert findings[-1].message.startswith("16 more")
    assert "48 pages in all" in findings[-1].message


def test_one_picture_on_most_pages_is_a_finding_with_examples() -> None:
    same = [page(number, image="https://bakery.example/default.png") for number in range(6)]
    own = [page(number, image=f"https://bakery.example/{number}.jpg") for number in range(10, 14)]
    (finding,) = judge("image-same-everywhere", site_of(*same, *own))
    assert "6 of 10 pages" in finding.message
    assert finding.excerpt == "https://bakery.example/default.png"
    assert finding.urls == tuple(digest.url for digest in same[:5])


def test_one_picture_on_half_the_pages_is_none() -> None:
    same = [page(number, image="https://bakery.example/default.png") for number in range(5)]
    own = [page(number, image=f"https://bakery.example/{number}.jpg") for number in range(10, 15)]
    assert judge("image-same-everywhere", site_of(*same, *own)) == []


@pytest.mark.parametrize(
    "pages", [[], [page(number) for number in range(9)], [page(1, image="https://b.example/1")] * 3]
)
def test_a_small_site_or_one_without_pictures_is_not_judged_by_them(pages: list[Digest]) -> None:
    check_site = registry()["image-same-everywhere"].check_site
    assert check_site is not None
    assert isinstance(check_site(site_of(*pages)), NotApplicable)
