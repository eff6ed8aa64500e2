"""`footfall classify`: where a visit came from, in sentences and as JSON."""

from __future__ import annotations

import json
import sys
from subprocess import run

import pytest
from click.testing import CliRunner

from footfall.cli.main import main


def told(*words: str) -> str:
    result = CliRunner().invoke(main, ["classify", *words])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_referrer_is_explained_with_its_list_and_date() -> None:
    text = told("https://l.facebook.com/l.php?u=x")
    assert "The visit counts as Facebook, organic social. Evidence: referrer." in text
    assert "the list of social networks" in text
    assert "2026-" in text


def test_a_host_alone_will_do() -> None:
    assert "X, organic social" in told("t.co")


def test_evidence_that_was_passed_over_is_named() -> None:
    text = told(
        "https://www.google.com/", "--url", "https://example.org/a/?utm_source=twitter&utm_medium=social&gclid=1"
    )
    assert "The visit counts as X, organic social. Evidence: UTM parameters." in text
    assert "click id (gclid) would say Google, paid." in text
    assert "referrer (google.com) would say Google, search." in text
    assert "counted as /a on example.org" in text


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("-", "--agent", "WhatsApp/2"), "Signal's preview fetcher"),
        (("--agent", "curl/8.5.0"), "The agent is a program (“curl/”). It counts as no visit."),
        (("--agent", "Mozilla/5.0 (iPhone) Mobile/15E148 [LinkedInApp]"), "inside LinkedIn's app"),
        (("https://example.org/", "--url", "https://example.org/b"), "the site itself, which is no source"),
        (("foo",), "no web address"),
        ((), "Without a referrer or parameters nobody can tell"),
        (("--url", "https://example.org/?s=AAAAAAAAAA1A"), "The address carries a share token."),
        (("https://some.example/",), "on no list: another website"),
        (("--url", "https://example.org/?fbclid=1"), "posts and advertisements carry it"),
    ],
)
def test_sentences(words: tuple[str, ...], sentence: str) -> None:
    assert sentence in told(*words)


def test_json_names_channel_network_and_evidence() -> None:
    written = json.loads(told("android-app://com.whatsapp/", "--format", "json"))
    assert (written["network"], written["channel"], written["evidence"]) == ("whatsapp", "social", "referrer")
    assert written["sentences"]


def test_django_stays_unloaded_and_help_reads_no_lists() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from footfall.cli.main import main; "
        "CliRunner().invoke(main, ['classify', '--help']); assert 'footfall.flywheel.explain' not in sys.modules; "
        "CliRunner().invoke(main, ['classify', 't.co']); assert 'footfall.flywheel.explain' in sys.modules; "
        "assert 'django' not in sys.modules"
    )
    assert run([sys.executable, "-c", code], check=False).returncode == 0
