"""The JSON report: its schema, its keys, its evidence."""

from __future__ import annotations

import json
from importlib import resources
from io import StringIO
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footfall import __version__
from footfall.smo.previews import Lost, Why, profiles
from footfall.smo.report import open_report
from footfall.smo.report.json import page_object, preview_object
from footfall.smo.report.preview import preview_json
from tests.smo.draw.samples import preview
from tests.smo.report.samples import BARE, GOOD, audited, hostile, judged, reported, site


def schema(name: str) -> dict[str, Any]:
    text = resources.files("footfall.smo.report").joinpath(f"{name}.schema.json").read_text("utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


AUDIT = jsonschema.Draft202012Validator(schema("audit"))
PREVIEW = jsonschema.Draft202012Validator(schema("preview"))


def test_the_schemas_are_schemas_and_agree_on_previews() -> None:
    for name in ("audit", "preview"):
        jsonschema.Draft202012Validator.check_schema(schema(name))
    for part in ("mark", "preview", "field"):
        assert schema("audit")["$defs"][part] == schema("preview")["$defs"][part]


def test_the_schema_refuses_what_is_wrong() -> None:
    report = json.loads(reported("json", site(1)))
    for path, value in (("score", 101), ("schema", 2), ("partial", "no"), ("pages", [{"url": "x"}])):
        assert list(AUDIT.iter_errors({**report, path: value})), path


@pytest.mark.parametrize("pages", [site, hostile])
def test_reports_follow_the_schema(pages: Any) -> None:
    AUDIT.validate(json.loads(reported("json", pages())))


def test_reports_of_real_pages_follow_the_schemas(real_pages: list[tuple[str, str, bytes]]) -> None:
    from footfall.smo.audit import audit_page

    audits = [audit_page(url, data) for _name, url, data in real_pages[::4]]
    AUDIT.validate(json.loads(reported("json", audits)))
    for audit in audits[::8]:
        PREVIEW.validate(json.loads(preview_json(audit.previews)))


def test_the_keys_stand_in_the_promised_order() -> None:
    report = json.loads(reported("json", site()))
    assert list(report) == ["schema", "footfall", "target", "pages", "site", "score", "partial"]
    assert report["schema"] == 1
    assert report["footfall"] == __version__
    assert report["target"] == "https://bakery.example/"
    assert list(report["pages"][0]) == ["url", "score", "findings", "previews", "unknown"]
    assert list(report["pages"][0]["previews"][0]) == [
        "consumer", "title", "description", "image", "card", "evidence", "confidence",
    ]  # fmt: skip
    finding = report["pages"][2]["findings"][0]
    assert list(finding) == ["rule", "severity", "message", "evidence", "fix", "consumers"]
    assert list(finding["evidence"]) == ["line", "start", "end", "excerpt", "urls", "advice"]


def test_a_finding_points_at_its_bytes() -> None:
    data = GOOD.replace(b'content="https://bakery.example/loaf.jpg"', b'content="/loaf.jpg"')
    found = page_object(audited("x", data))["findings"]
    assert isinstance(found, list)
    spans = {one["rule"]: one["evidence"] for one in found if one["evidence"]["start"] is not None}
    assert spans
    for evidence in spans.values():
        assert 0 <= evidence["start"] < evidence["end"] <= len(data)
        assert data[: evidence["start"]].count(b"\n") + 1 == evidence["line"]


def test_the_score_is_the_mean_rounded_down() -> None:
    audits = site(3)
    assert json.loads(reported("json", audits))["score"] == sum(audit.score for audit in audits) // 3


def test_no_page_has_no_score() -> None:
    report = json.loads(reported("json", [], together=False))
    assert (report["score"], report["pages"], report["site"]["findings"]) == (None, [], [])
    AUDIT.validate(report)


def test_an_interrupted_run_is_partial_and_still_whole() -> None:
    stream = StringIO()
    writer = open_report("json", stream, target="x")
    writer.page(audited("a", GOOD))
    writer.end(partial=True)
    report = json.loads(stream.getvalue())
    assert report["partial"] is True
    assert len(report["pages"]) == 1
    AUDIT.validate(report)


def test_pages_are_written_as_they_come() -> None:
    stream = StringIO()
    writer = open_report("json", stream, target="x")
    sizes = [len(stream.getvalue())]
    for number in range(3):
        writer.page(audited(f"{number}", BARE))
        sizes.append(len(stream.getvalue()))
    assert sizes == sorted(set(sizes))


def test_a_page_without_an_address_is_named_by_its_path() -> None:
    assert json.loads(reported("json", [audited("", GOOD)]))["pages"][0]["url"] == "folder/page.html"


def test_every_consumer_has_a_preview_with_evidence() -> None:
    previews = json.loads(reported("json", [audited("x", GOOD)]))["pages"][0]["previews"]
    assert [one["consumer"] for one in previews] == sorted(profiles())
    title = next(one for one in previews if one["consumer"] == "misskey")["evidence"]["title"]
    assert (title["source"], title["attribute"], title["line"]) == ("og:title", "property", 3)
    assert GOOD[title["offset"] :].startswith(b'<meta property="og:title"')
    assert title["raw"] == "Sourdough in 10 steps"


def test_a_field_that_is_not_shown_has_empty_evidence() -> None:
    made: Any = preview_object(preview(image=None))
    assert made["image"] is None
    assert made["evidence"]["image"] == {
        "source": None, "attribute": None, "line": None, "offset": None,
        "raw": None, "clipped": False, "mark": None, "lost": [],
    }  # fmt: skip


def test_passed_over_values_are_bounded_and_carry_their_reason() -> None:
    many = tuple(Lost("og:title", "x" * 5000, Why.BEYOND_WINDOW, 7) for _ in range(1000))
    lost: Any = preview_object(preview(lost_title=many))["evidence"]
    assert len(lost["title"]["lost"]) == 20
    assert lost["title"]["lost"][0]["code"] == "beyond-window"
    assert lost["title"]["lost"][0]["why"] == Why.BEYOND_WINDOW.value
    assert len(lost["title"]["lost"][0]["value"]) == 300


def test_thousands_of_tags_make_no_huge_report() -> None:
    data = b"<head>" + b'<meta property="og:title" content="Bread">' * 5_000
    assert len(reported("json", [audited("x", data)])) < 200_000


def test_what_the_site_says_together_stands_apart() -> None:
    audits = site(9)
    found = json.loads(reported("json", audits))["site"]["findings"]
    assert [one["rule"] for one in found] == [one.rule for one in judged(audits).findings]
    assert found, "nine pages with three titles repeat themselves"


@given(st.text(max_size=40))
def test_any_text_is_written_as_the_standard_library_writes_it(said: str) -> None:
    stream = StringIO()
    open_report("json", stream, target=said)
    written = json.dumps(said, ensure_ascii=False)
    assert f'"target":{written},' in stream.getvalue()


def test_half_a_surrogate_pair_becomes_a_question_mark() -> None:
    stream = StringIO()
    open_report("json", stream, target="“\ud83d\x7f\u2028\x1f\udc00”")
    assert '"target":"“?\x7f\u2028\\u001f?”",' in stream.getvalue()
