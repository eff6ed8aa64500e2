"""`footfall manage …`: Django's own commands on the desk."""

from __future__ import annotations

from pathlib import Path

import click

from footfall.cli.desk import data_option, settle


@click.command(
    "manage",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False, "help_option_names": []},
)
@data_option
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def command(data: Path, words: tuple[str, ...]) -> None:
    """Run one of Django's own commands on the desk: `footfall manage check --deploy`, `footfall manage help`."""
    settle(data)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["footfall manage", *words])
