"""The HTML report: one file, nothing fetched, nothing run, everything a page says stays text."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
import turbohtml

from footfall.smo.report import Options
from footfall.smo.report.preview import preview_html
from footfall.smo.rule import Severity
from tests.smo.draw.samples import thumbnail
from tests.smo.report.samples import BARE, GOOD, audited, hostile, reported, site, with_picture

DATED = Options(date="22 November 2026")


@pytest.fixture(scope="module")
def full() -> str:
    return reported("html", site(30), options=DATED)


@pytest.fixture(scope="module")
def evil() -> str:
    return reported("html", hostile(), options=Options(date='<script>alert("date")</script>'), target="<b>me</b>")


def text_of(html: str) -> str:
    return " ".join(turbohtml.parse(html).text.split())


def test_the_policy_allows_the_one_style_sheet_and_nothing_else(full: str) -> None:
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', full)
    (style,) = re.findall(r"<style>(.*?)</style>", full, re.DOTALL)
    fingerprint = b64encode(sha256(style.encode()).digest()).decode()
    assert "default-src &#x27;none&#x27;" in policy
    assert f"style-src &#x27;sha256-{fingerprint}&#x27;" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy


def test_nothing_is_loaded_and_nothing_runs(full: str, evil: str) -> None:
    for html in (full, evil, reported("html", site(1), facts=with_picture(thumbnail()))):
        document = turbohtml.parse(html)
        assert document.select("script, iframe, object, embed, form, img, base, link, [style], foreignObject") == []
        for element in document.select("*"):
            for name, value in dict(element.attrs).items():
                assert not name.lower().startswith("on"), name
                if name in ("src", "href", "xlink:href", "action"):
                    assert str(value).startswith(("https://", "http://", "#", "data:image/")), value
        style = document.select("style")[0].text
        assert "url(" not in style
        assert "@import" not in style


def test_web_addresses_are_only_followed_by_hand(evil: str) -> None:
    for link in turbohtml.parse(evil).select("a"):
        href = str(link.attr("href"))
        if not href.startswith("#"):
            assert "noopener" in str(link.attr("rel"))
    assert "javascript:alert" in evil, "it is shown, but as text"
    assert 'href="javascript' not in evil.lower()


def test_what_a_page_says_never_becomes_an_element(evil: str) -> None:
    for text in ("<script>alert", "<img src=x", "<b>bold", "<b>me</b>", "<i>"):
        assert text not in evil
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in evil
    assert "\x00" not in evil
    assert "\x1b" not in evil


def test_the_head_names_site_date_and_score(full: str) -> None:
    said = text_of(full)
    assert "How bakery.example looks when it is shared" in said
    assert "22 November 2026 · 30 pages · 24 consumers" in said
    assert re.search(r"Score, mean of 30 pages ?\d+ of 100 ?Shared links", said)


def test_without_a_date_none_is_printed() -> None:
    assert "1 page · 24 consumers" in text_of(reported("html", site(1)))


def test_the_three_fixes_worth_most_come_first(full: str) -> None:
    document = turbohtml.parse(full)
    assert len(document.select("#worth article")) == 3
    assert [section.attr("id") for section in document.select("main > section")] == [
        "worth", "wall", "findings", "pages", "unknown", "method",
    ]  # fmt: skip
    assert document.select("#worth pre"), "each has an example"


def test_the_wall_shows_every_consumer_of_the_first_page(full: str) -> None:
    document = turbohtml.parse(full)
    assert len(document.select("#wall article.tile")) == 24
    assert len(document.select("#wall .tile-evidence dl")) == 24


def test_findings_are_grouped_by_what_they_cost(full: str) -> None:
    headings = [heading.text for heading in turbohtml.parse(full).select("#findings h3")]
    assert headings[0].startswith("▲Critical: readers see no card")
    order = ["Critical", "High", "Medium", "Low", "Good to know"]
    found = [next(word for word in order if word in heading) for heading in headings]
    assert found == sorted(found, key=order.index)


def test_pages_are_listed_worst_first_and_told_in_detail(full: str) -> None:
    document = turbohtml.parse(full)
    scores = [int(cell.text) for cell in document.select("#pages tbody td:first-child")]
    assert len(scores) == 30
    assert scores == sorted(scores)
    assert len(document.select("#pages details.page")) == 12


def test_a_table_of_very_many_pages_is_cut_and_says_so() -> None:
    html = reported("html", [audited(f"{number}", BARE) for number in range(230)])
    document = turbohtml.parse(html)
    assert len(document.select("#pages tbody tr")) == 200
    assert "30 more did better" in text_of(html)
    assert len(html) < 1_000_000


def test_a_single_page_has_no_table() -> None:
    html = reported("html", site(1))
    assert 'id="pages"' not in html
    assert 'href="#pages"' not in html


def test_what_could_not_be_judged_and_how_it_was_judged_stand_at_the_end(full: str) -> None:
    said = text_of(full)
    for word in (
        "What could not be judged",
        "How this was judged",
        "documented",
        "code",
        "observed",
        "guides",
        "assumed",
    ):
        assert word in said
    assert "30 for a critical one" in said


def test_a_picture_is_held_once_for_all_cards() -> None:
    html = reported("html", [audited("x", GOOD, with_picture(thumbnail()))], facts=with_picture(thumbnail()))
    assert html.count("data:image/jpeg") == 1
    assert html.count('href="#picture-0"') > 10


def test_an_interrupted_run_is_marked_at_the_top() -> None:
    html = reported("html", site(2), partial=True)
    assert "The audit was interrupted" in html
    assert html.index("interrupted") < html.index("<main")


def test_a_site_without_faults_or_without_pages_still_makes_a_report() -> None:
    assert "No page was audited" in text_of(reported("html", [], together=False))


def test_landmarks_headings_and_ids_are_in_order(full: str) -> None:
    document = turbohtml.parse(full)
    assert document.select("html")[0].attr("lang") == "en"
    for landmark in ("header", "nav[aria-label]", "main", "footer"):
        assert len(document.select(f"body {landmark}" if " " in landmark else landmark)) >= 1
    assert len(document.select("h1")) == 1
    levels = [int(heading.tag[1]) for heading in document.select("h1, h2, h3, h4, h5, h6")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [str(element.attr("id")) for element in document.select("[id]")]
    assert len(ids) == len(set(ids))
    for link in document.select('a[href^="#"], use[href^="#"]'):
        assert str(link.attr("href"))[1:] in ids


def test_states_have_a_word_besides_their_shape(full: str) -> None:
    for sign in turbohtml.parse(full).select(".sign"):
        assert sign.attr("aria-hidden") == "true"
    assert re.search(r'class="unseen">, (broken|doubtful|good)<', full)


def test_it_can_be_printed(full: str) -> None:
    assert "@media print" in full
    assert "details-content" in full
    assert "break-inside: avoid" in full


def test_previews_alone_are_one_file_too() -> None:
    audit = hostile()[0]
    html = preview_html(audit.previews, url=audit.url)
    document = turbohtml.parse(html)
    assert len(document.select("article.tile")) == 24
    assert document.select("script, img, [style]") == []


@pytest.mark.counterpart("chromium")
@pytest.mark.parametrize("width", [390, 1280])
def test_the_browser_finds_nothing_to_fetch_and_nothing_too_wide(
    full: str, width: int, chromium: Path, tmp_path: Path
) -> None:
    import subprocess

    from PIL import Image

    page, shot, frame = tmp_path / "report.html", tmp_path / "shot.png", tmp_path / "frame.html"
    page.write_text(full, "utf-8")
    # A window can't be as narrow as a telephone; a frame can. What overflows it would show a scroll bar's room.
    frame.write_text(
        f'<body style="margin:0"><iframe src="report.html" style="width:{width}px;height:4000px;border:0">'
    )
    command = [str(chromium), "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    command += ["--hide-scrollbars", "--allow-file-access-from-files", "--enable-logging=stderr", "--v=0"]
    command += [f"--user-data-dir={tmp_path / 'profile'}", f"--screenshot={shot}", f"--window-size={width + 100},4000"]
    done = subprocess.run([*command, frame.as_uri()], capture_output=True, text=True, timeout=120, check=False)
    assert "Refused to" not in done.stderr, done.stderr
    assert "Content Security Policy" not in done.stderr, done.stderr
    with Image.open(shot) as image:
        colours = image.convert("RGB").crop((0, 0, width, 4000)).getcolors(10_000_000)
    assert colours is not None
    assert len(colours) > 500


def test_severities_are_all_spoken_for() -> None:
    from footfall.smo.report.words import COSTS

    assert list(COSTS) == list(Severity)
