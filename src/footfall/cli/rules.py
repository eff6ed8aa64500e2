"""`footfall rules`: the catalogue, or one rule explained."""

from __future__ import annotations

import json
import textwrap

import click

from footfall.cli.say import Exit, stop
from footfall.smo.rule import Registered
from footfall.smo.rules import registry


@click.command("rules")
@click.argument("rule_id", metavar="[ID]", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to write it.")
def command(rule_id: str | None, form: str) -> None:
    """List what the audit looks for, or explain the rule ID."""
    known = registry()
    if rule_id is not None and rule_id not in known:
        near = [name for name in known if rule_id in name]
        hint = f" Did you mean {', '.join(near[:3])}?" if near else " `footfall rules` lists them all."
        stop(f"There is no rule called {rule_id!r}.{hint}", Exit.USAGE)
    chosen = [known[rule_id]] if rule_id else list(known.values())
    if form == "json":
        click.echo(json.dumps([described(entry) for entry in chosen], indent=2, ensure_ascii=False))
    elif rule_id:
        click.echo(_explained(chosen[0]))
    else:
        _list(chosen)


def described(entry: Registered) -> dict[str, object]:
    """One rule as `--format json` and the generated pages show it."""
    rule = entry.rule
    return {
        "id": rule.id,
        "status": rule.status.value,
        "severity": rule.severity.value,
        "fix": rule.fix.value,
        "group": rule.group,
        "consumers": list(rule.consumers),
        "heuristic": rule.heuristic,
        "site": rule.site,
        "waits_for": rule.waits_for,
        "summary": summary_of(entry),
    }


def summary_of(entry: Registered) -> str:
    """The first paragraph of a rule's documentation."""
    return " ".join(entry.doc.strip().split("\n\n")[0].split())


def _explained(entry: Registered) -> str:
    rule = entry.rule
    facts = [f"Severity: {rule.severity}", f"Fix: {rule.fix}", f"Status: {rule.status}"]
    if rule.waits_for:
        facts.append(f"It waits for {rule.waits_for}")
    if rule.heuristic:
        facts.append("A judgement from experience, not a platform's rule")
    if rule.consumers:
        facts.append(f"Concerns: {', '.join(rule.consumers)}")
    return f"{click.style(rule.id, bold=True)}\n\n{entry.doc.strip()}\n\n" + "\n".join(facts)


def _list(entries: list[Registered]) -> None:
    group = ""
    for entry in entries:
        if entry.rule.group != group:
            group = entry.rule.group
            click.echo(click.style(f"\n{group}", bold=True))
        note = "" if entry.rule.status.value == "stable" else f" ({entry.rule.status})"
        line = f"  {entry.rule.id:<36} {entry.rule.severity:<9}{summary_of(entry)}{note}"
        click.echo(textwrap.shorten(line, 140, placeholder=" …") if len(line) > 400 else line)
    click.echo(f"\n{len(entries)} rules. `footfall rules ID` explains one.")
