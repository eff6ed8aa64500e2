"""The log says in sentences who did what, shows what is asked for, and goes into a spreadsheet without acting there."""

from __future__ import annotations

import ast
import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from footfall.apps.accounts.deeds import SENTENCES, note, outline, sentence, who
from footfall.apps.accounts.models import Person, Workspace
from footfall.apps.accounts.views.log import PAGE
from tests.desk.making import make_token, make_workspace

pytestmark = pytest.mark.django_db
SOURCE = Path(__file__).parents[2] / "src/footfall"
LOG = "/w/acme/settings/log/"


def noted() -> list[tuple[str, set[str], str]]:
    """(verb, names of detail, place) of every call of `note` in the source."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text()
        if "note(" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "note":
                verb = node.args[0]
                assert isinstance(verb, ast.Constant), f"{path.name}: name the verb where `note` is called."
                names = {keyword.arg or "" for keyword in node.keywords} - {"workspace", "by"}
                found.append((str(verb.value), names, f"{path.name}:{node.lineno}"))
    return found


NOTED = noted()


def test_there_are_deeds() -> None:
    assert len(NOTED) > 15


@pytest.mark.parametrize(("verb", "names", "place"), NOTED)
def test_every_verb_has_a_sentence(verb: str, names: set[str], place: str) -> None:
    assert re.fullmatch(r"[a-z-]+\.[a-z-]+", verb)
    assert verb in SENTENCES, f"{place} notes {verb}, for which no app says a sentence."
    asked = set(re.findall(r"%\((\w+)\)s", str(SENTENCES[verb]))) - {"who", "thing"}
    assert asked <= names, f"{place}: the sentence of {verb} wants {asked - names}, which `note` is not given."
    assert re.search(r"(\.|%\(\w+\)s)$", str(SENTENCES[verb])), "a whole sentence, or one that ends in somebody's own"


@pytest.mark.parametrize("verb", sorted(SENTENCES))
def test_every_sentence_has_a_verb(verb: str) -> None:
    assert verb in {verb for verb, _, _ in NOTED}
    assert "%(" not in outline(verb)


def test_sentences_speak_of_people_programs_and_the_desk(workspace: Workspace, owner: Person) -> None:
    _, token = make_token(workspace, name="Build")
    by_person = note("person.invited", "a@example.org", workspace=workspace, by=owner, role="viewer")
    by_program = note("workspace.made", "Acme", workspace=workspace, by=token)
    by_desk = note("workspace.made", "Acme", workspace=workspace)
    assert sentence(by_person) == f"{owner.name} invited a@example.org as Viewer."
    assert sentence(by_program) == "The program with the token “Build” made the workspace “Acme”."
    assert who(by_desk) == "Footfall"


def test_a_line_of_a_former_version_is_still_readable(workspace: Workspace, owner: Person) -> None:
    assert sentence(note("gone.verb", "x", workspace=workspace, by=owner)) == f"{owner}: gone.verb x"
    assert sentence(note("person.invited", "100% %(x)s", workspace=workspace, by=owner)).endswith("as ….")


def test_the_log_filters_by_person_and_verb(
    owner: Person, editor: Person, owner_client: Client, workspace: Workspace
) -> None:
    note("workspace.renamed", "by owner", workspace=workspace, by=owner, before="x")
    note("workspace.renamed", "by editor", workspace=workspace, by=editor, before="x")
    note("person.invited", "someone@example.org", workspace=workspace, by=editor, role="viewer")

    def shown(**query: Any) -> list[str]:
        return [deed.thing for deed, _ in owner_client.get(LOG, query).context["deeds"]]

    assert shown() == ["someone@example.org", "by editor", "by owner"]
    assert shown(person=editor.pk) == ["someone@example.org", "by editor"]
    assert shown(verb="workspace.renamed") == ["by editor", "by owner"]
    assert shown(person=owner.pk, verb="person.invited") == []
    assert shown(person="nobody") == []
    assert shown(person="") == shown()


def test_pages_keep_the_filter(owner: Person, owner_client: Client, workspace: Workspace) -> None:
    for number in range(PAGE + 1):
        note("workspace.made", f"number {number}", workspace=workspace, by=owner)
    first = owner_client.get(LOG, {"verb": "workspace.made"})
    assert len(first.context["deeds"]) == PAGE
    assert "verb=workspace.made&amp;page=2" in first.content.decode()
    last = owner_client.get(LOG, {"verb": "workspace.made", "page": "2"})
    assert [deed.thing for deed, _ in last.context["deeds"]] == ["number 0"]
    assert owner_client.get(LOG, {"page": "x"}).status_code == 200


def test_the_log_costs_the_same_for_many(
    owner: Person, owner_client: Client, workspace: Workspace, django_assert_max_num_queries: Any
) -> None:
    for _ in range(PAGE):
        note("workspace.made", "x", workspace=workspace, by=owner)
    with django_assert_max_num_queries(14):
        owner_client.get(LOG)


def table(browser: Client, **query: Any) -> list[list[str]]:
    answer = browser.get(reverse("accounts:log-csv", args=["acme"]), query)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_table_has_the_chosen_lines(owner: Person, owner_client: Client, workspace: Workspace) -> None:
    note("workspace.made", "Acme", workspace=workspace, by=owner)
    note("workspace.renamed", "Acme", workspace=workspace, by=owner, before="x")
    note("workspace.made", "Foreign", workspace=make_workspace(), by=owner)
    head, row = table(owner_client, verb="workspace.made")
    assert len(head) == len(row)
    assert row[1:5] == [owner.name, owner.email, "workspace.made", "Acme"]
    assert row[0].endswith("+00:00")


@pytest.mark.parametrize("trick", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("x")'])
def test_what_people_type_is_no_formula(owner: Person, owner_client: Client, workspace: Workspace, trick: str) -> None:
    Person.objects.filter(pk=owner.pk).update(name=trick)
    note("workspace.made", trick, workspace=workspace, by=owner)
    _, row = table(owner_client)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in row)
    assert row[4] == f"'{trick}"
