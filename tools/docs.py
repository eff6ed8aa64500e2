"""Writes the generated pages under docs/ from the code, or with --check says which are stale."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

import click
import django
from django.core.serializers.json import DjangoJSONEncoder

from footfall.cli.consumers import foundation
from footfall.cli.main import COMMANDS
from footfall.cli.main import main as footfall
from footfall.cli.rules import summary_of
from footfall.cli.say import Exit
from footfall.smo.previews import Profile, profiles
from footfall.smo.rule import Registered
from footfall.smo.rules import registry
from footfall.smo.score import CAPS, WEIGHTS

DOCS = Path("docs")
NOTE = "<!-- Written by `make docs` from the code; edit the code, not this page. -->\n\n"
Page = tuple[str, str]


def main() -> None:
    pages = {DOCS / name: text for build in BUILDERS for name, text in build()}
    stale = [path for path, text in pages.items() if not path.exists() or path.read_text("utf-8") != text]
    orphans = [path for folder in GENERATED for path in (DOCS / folder).glob("*") if path not in pages]
    if "--check" in sys.argv:
        for path in [*stale, *orphans]:
            print(f"{path} is stale; run `make docs`.")
        sys.exit(1 if stale or orphans else 0)
    for path in orphans:
        path.unlink()
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(pages[path], "utf-8")
    print(f"{len(stale)} of {len(pages)} generated pages were stale and are written.")


def _rules() -> Iterator[Page]:
    known = registry()
    lines = ["# Rules", "", NOTE.strip(), ""]
    lines += [
        f"{len(known)} rules, one file each in `src/footfall/smo/rules/`. *Heuristic* marks a judgement from",
        "experience; *planned* rules wait for data that a later part brings.",
    ]
    group = ""
    for entry in known.values():
        rule = entry.rule
        if rule.group != group:
            group = rule.group
            lines += ["", f"## {group}", "", "| rule | severity | fix | what it finds |", "|---|---|---|---|"]
        notes = ["heuristic"] * rule.heuristic + [rule.status.value] * (rule.status != "stable")
        note = f" *({', '.join(notes)})*" if notes else ""
        lines.append(f"| [{rule.id}](rules/{rule.id}.md) | {rule.severity} | {rule.fix} | {summary_of(entry)}{note} |")
    yield "rules.md", "\n".join(lines) + "\n"
    for entry in known.values():
        yield f"rules/{entry.rule.id}.md", _rule_page(entry)


def _rule_page(entry: Registered) -> str:
    rule = entry.rule
    weight = WEIGHTS[rule.severity]
    cap = f" (all {rule.severity} rules of a page cost {CAPS[rule.severity]} at most)" if rule.severity in CAPS else ""
    facts = [
        f"- **Severity**: {rule.severity}; costs {weight} points of 100{cap}",
        f"- **Fix**: {rule.fix}",
        f"- **Status**: {rule.status}" + (f"; it waits for {rule.waits_for}" if rule.waits_for else ""),
        f"- **Concerns**: {', '.join(rule.consumers) or 'visitors of the page'}",
        f"- **Judges**: {'the site as a whole' if rule.site else 'each page'}",
    ]
    if rule.heuristic:
        facts.append("- **Heuristic**: a judgement from experience, not a platform's rule")
    return f"# {rule.id}\n\n{NOTE}{_markdown(entry.doc)}\n\n" + "\n".join(facts) + "\n"


def _markdown(doc: str) -> str:
    """A rule's docstring as Markdown: headings become bold, indented examples become code."""
    out: list[str] = []
    code = False
    for line in doc.strip().splitlines():
        indented = line.startswith("    ")
        if indented != code and (indented or line.strip()):
            out += ["```html"] if indented else ["```", ""]
            code = indented
        head, colon, rest = line.partition(":")
        if not indented and colon and head in HEADINGS:
            out.append(f"**{head}:**{rest}" + ("\n" if not rest.strip() else ""))
        else:
            out.append(line[4:] if indented else line)
    if code:
        out.append("```")
    return "\n".join(out).replace("\n\n```\n", "\n```\n").strip()


HEADINGS = ("Looks at", "Why it matters", "Bad", "Good", "Sources")


def _consumers() -> Iterator[Page]:
    known = profiles()
    lines = ["# Consumers", "", NOTE.strip(), ""]
    lines += [
        f"The {len(known)} programs whose link previews are modelled, each one file in `src/footfall/smo/previews/`.",
        "Nobody here asked a closed crawler: every value says how well founded it is.",
        "",
        "| consumer | documented | code | observed | guides | assumed | unknown |",
        "|---|---|---|---|---|---|---|",
    ]
    for profile in known.values():
        counts = " | ".join(str(count) for count in foundation(profile).values())
        lines.append(f"| [{profile.name}](consumers/{profile.id}.md) | {counts} |")
    yield "consumers.md", "\n".join(lines) + "\n"
    for profile in known.values():
        yield f"consumers/{profile.id}.md", _consumer_page(profile)


def _consumer_page(profile: Profile) -> str:
    lines = [f"# {profile.name}", "", NOTE.strip(), ""]
    if profile.note:
        lines += [profile.note, ""]
    lines += ["| value | is | founded | source |", "|---|---|---|---|"]
    for path, leaf in profile.leaves.items():
        if leaf.known:
            value = json.dumps(leaf.value, ensure_ascii=False).replace("|", "\\|")
            lines.append(f"| {path} | `{value}` | {leaf.mark} | {leaf.source}, {leaf.date} |")
        else:
            lines.append(f"| {path} | unknown | | |")
    return "\n".join(lines) + "\n"


def _commands() -> Iterator[Page]:
    lines = ["# Command line", "", NOTE.strip(), ""]
    context = click.Context(footfall, info_name="footfall")
    for name in COMMANDS:
        command = footfall.get_command(context, name)
        assert command is not None
        text = command.get_help(click.Context(command, info_name=f"footfall {name}", max_content_width=100))
        lines += [f"## footfall {name}", "", "```text", text, "```", ""]
    lines += ["## Exit codes", "", "| code | means |", "|---|---|"]
    lines += [f"| {code.value} | {EXITS[code]} |" for code in Exit]
    yield "command-line.md", "\n".join(lines) + "\n"


EXITS = {
    Exit.OK: "All is well: nothing reached `--fail-on`, or nothing needs mending.",
    Exit.FOUND: "Something was found: a finding of `--fail-on` or graver, a page that `fix --check` would change.",
    Exit.USAGE: "The command was not understood, or a file can't be written.",
    Exit.UNREADABLE: "Nothing could be audited: the target is missing, unreachable, forbidden, or no web page.",
    Exit.STOPPED: "Stopped with Ctrl-C. The report holds what was done and says that it is partial.",
}


def _schemas() -> Iterator[Page]:
    folder = resources.files("footfall.smo.report")
    for name in ("audit.schema.json", "preview.schema.json"):
        yield f"schemas/{name}", folder.joinpath(name).read_text("utf-8")


def _api() -> Iterator[Page]:
    with tempfile.TemporaryDirectory(prefix="footfall-docs-") as data:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "footfall.project.settings")
        os.environ.setdefault("FOOTFALL_DATA", data)
        django.setup()
        from footfall.project.api import api

        described = api.get_openapi_schema()
    yield "openapi.json", json.dumps(described, cls=DjangoJSONEncoder, indent=1, ensure_ascii=False) + "\n"


BUILDERS: tuple[Callable[[], Iterator[Page]], ...] = (_rules, _consumers, _commands, _schemas, _api)
GENERATED = ("rules", "consumers", "schemas")

if __name__ == "__main__":
    main()
