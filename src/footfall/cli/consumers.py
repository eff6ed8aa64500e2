"""`footfall consumers`: who draws link previews, and what is known of each."""

from __future__ import annotations

import json

import click

from footfall.smo.previews import Profile, profiles
from footfall.smo.previews.model import MARKS
from footfall.smo.previews.profile import LEAVES


@click.command("consumers")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to write it.")
def command(form: str) -> None:
    """List who draws link previews, and how well founded what we know of each is."""
    known = profiles()
    if form == "json":
        click.echo(json.dumps([described(profile) for profile in known.values()], indent=2, ensure_ascii=False))
        return
    for profile in known.values():
        counts = foundation(profile)
        said = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
        click.echo(f"  {click.style(f'{profile.id:<12}', bold=True)} {profile.name:<20} {said}")
    click.echo(f"\n{len(known)} consumers; the words say how well founded each of their {len(LEAVES)} values is.")


def foundation(profile: Profile) -> dict[str, int]:
    """How many of a profile's values carry each mark, and how many nobody knows."""
    counts = {mark.value: 0 for mark in MARKS}
    for leaf in profile.leaves.values():
        if leaf.known:
            counts[leaf.mark.value] += 1
    return {**counts, "unknown": sum(not leaf.known for leaf in profile.leaves.values())}


def described(profile: Profile) -> dict[str, object]:
    """One consumer with every value, its mark, source and date."""
    return {
        "id": profile.id,
        "name": profile.name,
        "kind": profile.kind,
        "note": profile.note,
        "foundation": foundation(profile),
        "values": {
            path: {
                "value": leaf.value,
                "mark": leaf.mark.value if leaf.known else "unknown",
                "source": leaf.source,
                "date": leaf.date.isoformat() if leaf.date else None,
            }
            for path, leaf in profile.leaves.items()
        },
    }
