"""After a fix no rule of weight fires that didn't fire before: a fix may not trade one fault for another."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from footfall.page.facts import Image, PageFacts
from footfall.smo.audit import PageAudit, audit_page
from footfall.smo.fixes import FixContext, fix_page
from footfall.smo.rule import Severity
from tests.smo.previews.made_pages import made_page

URL = "https://bakery.example/blog/sourdough"
SIZES = ((1200, 630), (800, 800), (400, 210), (120, 90))


def grave(audit: PageAudit) -> set[str]:
    return {judged.rule for judged in audit.findings if judged.severity.rank <= Severity.MEDIUM.rank}


def newly_fired(url: str, data: bytes, images: dict[str, Image] | None = None) -> set[str]:
    """Ids of the rules of weight that fire on the mended page and not on the page itself."""
    parts = urlsplit(url)
    site = f"{parts.scheme}://{parts.netloc}/" if parts.netloc else ""
    facts = PageFacts(images=images or {})
    fixed = fix_page(url, data, FixContext(site_url=site, images=facts.images))
    return grave(audit_page(url, fixed.data, facts)) - grave(audit_page(url, data, facts))


@pytest.mark.heavy
@pytest.mark.counterpart("pages")
def test_no_rule_of_weight_newly_fires_on_a_real_page(real_pages: list[tuple[str, str, bytes]]) -> None:
    found = {name: new for name, url, data in real_pages if (new := newly_fired(url, data))}
    assert found == {}


def test_no_rule_of_weight_newly_fires_on_a_made_page() -> None:
    found = {number: new for number in range(300) if (new := newly_fired(URL, made_page(number)))}
    assert found == {}


@pytest.mark.parametrize("size", SIZES)
def test_nor_does_one_where_the_pictures_were_measured(size: tuple[int, int]) -> None:
    addresses = ("https://cdn.example/a.jpg", "https://bakery.example/img/b.png", "https://bakery.example/blog/c.webp")
    images = {url: Image(url, format="jpeg", width=size[0], height=size[1], size=90_000) for url in addresses}
    found = {number: new for number in range(100) if (new := newly_fired(URL, made_page(number), images))}
    assert found == {}
