"""The commands as a person or a build uses them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from footfall.smo.previews import profiles
from footfall.smo.rules import registry

SHOP = Path(__file__).parent.parent.parent / "examples" / "shop"
SITE = "https://bakery.example/"
POST = SHOP / "blog/sourdough/index.html"
POST_URL = f"{SITE}blog/sourdough/"


def run(*arguments: object, code: int = 0, state: Path | None = None) -> str:
    environment = {**os.environ, "FOOTFALL_STATE": str(state or "/nonexistent"), "FOOTFALL_ONLY_LOOPBACK": "1"}
    command = [sys.executable, "-m", "footfall.cli.main", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, env=environment, timeout=60)
    assert done.returncode == code, done.stderr.decode()[-2000:]
    return done.stdout.decode("utf-8", "replace")


def schema(name: str) -> Any:
    return json.loads(resources.files("footfall.smo.report").joinpath(name).read_text("utf-8"))


def test_the_shop_audit_matches_its_schema() -> None:
    report = json.loads(run("audit", SHOP, "--url", SITE, "--format", "json"))
    jsonschema.validate(report, schema("audit.schema.json"))
    assert report["pages"][0]["url"] == SITE
    assert len(report["pages"]) == 5
    assert {len(page["previews"]) for page in report["pages"]} == {len(profiles())}
    assert report["schema"] == 1


@pytest.mark.parametrize("form", ["text", "json", "html", "sarif", "junit"])
def test_a_report_is_the_same_to_the_byte(form: str, tmp_path: Path) -> None:
    reports = [run("audit", SHOP, "--url", SITE, "--format", form, "--jobs", jobs) for jobs in (1, 2)]
    assert reports[0] == reports[1]
    out = tmp_path / "deep/report"
    run("audit", SHOP, "--url", SITE, "--format", form, "--out", out)
    assert out.read_text("utf-8") == reports[0]


def test_a_preview_matches_its_schema() -> None:
    said = json.loads(run("preview", POST, "--url", POST_URL, "--format", "json"))
    jsonschema.validate(said, schema("preview.schema.json"))
    assert {one["consumer"] for one in said} == set(profiles())


def test_a_preview_of_some_consumers_in_their_order() -> None:
    said = json.loads(run("preview", POST, "--url", POST_URL, "--on", "slack,x", "--format", "json"))
    assert [one["consumer"] for one in said] == ["slack", "x"]


def test_a_preview_as_a_picture(tmp_path: Path) -> None:
    run("preview", POST, "--url", POST_URL, "--format", "png", "--out", tmp_path / "wall.png")
    assert (tmp_path / "wall.png").read_bytes().startswith(b"\x89PNG")


def test_a_consumer_nobody_knows_is_a_sentence() -> None:
    run("preview", POST, "--on", "myspace", code=2)


def test_fix_shows_a_diff_writes_it_and_then_finds_nothing(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(SHOP, site)
    before = json.loads(run("audit", site, "--url", SITE, "--format", "json"))
    assert 'content="https://bakery.example/img/sourdough.jpg"' in run("fix", site, "--site-url", SITE)
    run("fix", site, "--site-url", SITE, "--check", code=1)
    assert (site / "index.html").read_bytes() == (SHOP / "index.html").read_bytes(), "--check changes nothing"
    run("fix", site, "--site-url", SITE, "--write")
    assert run("fix", site, "--site-url", SITE) == ""
    run("fix", site, "--site-url", SITE, "--check")
    after = json.loads(run("audit", site, "--url", SITE, "--format", "json"))
    assert after["score"] > before["score"]


def test_the_diff_can_be_applied_by_patch(tmp_path: Path) -> None:
    if shutil.which("patch") is None:
        pytest.skip("patch is not on PATH (apt install patch)")
    shutil.copytree(SHOP, tmp_path / "one")
    shutil.copytree(SHOP, tmp_path / "two")
    diff = subprocess.run(
        [sys.executable, "-m", "footfall.cli.main", "fix", "one", "--site-url", SITE, "--quiet"],
        capture_output=True, cwd=tmp_path, check=True,
    ).stdout  # fmt: skip
    subprocess.run(["patch", "-p2", "-d", "two"], input=diff, cwd=tmp_path, check=True, capture_output=True)
    run("fix", tmp_path / "one", "--site-url", SITE, "--write")
    for path in (tmp_path / "one").rglob("*.html"):
        assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()


def test_fix_without_the_sites_address_is_a_sentence() -> None:
    run("fix", SHOP, code=2)


def test_the_snippet_for_a_template() -> None:
    said = run("fix", POST, "--snippet", "--site-url", POST_URL)
    assert '<meta property="og:title"' in said
    assert "<html" not in said


def test_rules_are_listed_and_explained() -> None:
    listed = json.loads(run("rules", "--format", "json"))
    assert {rule["id"] for rule in listed} == set(registry())
    assert all({"id", "status", "severity", "fix"} <= rule.keys() for rule in listed)
    assert "Why it matters" in run("rules", "meta-og-title-missing")
    run("rules", "no-such-rule", code=2)


def test_consumers_are_listed_with_their_sources() -> None:
    listed = json.loads(run("consumers", "--format", "json"))
    assert {consumer["id"] for consumer in listed} == set(profiles())
    assert len(listed) >= 21


def test_doctor_finds_this_installation_sound() -> None:
    assert "Everything that an audit needs works" in run("doctor")


def test_help_names_every_command() -> None:
    said = run("--help")
    assert all(name in said for name in ("audit", "preview", "fix", "rules", "consumers", "doctor"))


def test_an_audit_of_a_file_imports_no_network_library() -> None:
    code = (
        "import sys; sys.argv = ['footfall', 'audit', sys.argv[1], '--quiet']\n"
        "from footfall.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'aiohttp', 'PIL', 'asyncio', 'ssl', 'django', 'distributed'} & set(sys.modules)\n"
        "print('HEAVY', sorted(heavy))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(POST)], capture_output=True, text=True, timeout=60)
    assert "HEAVY ['asyncio']" in done.stdout or "HEAVY []" in done.stdout, done.stdout[-300:] + done.stderr[-500:]
