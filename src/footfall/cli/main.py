"""`footfall`: the commands, each loaded when it is called."""

from __future__ import annotations

import gc
from importlib import import_module

# Starting makes a hundred thousand objects that all stay: looking for garbage among them is a tenth of the time.
gc.disable()

import click  # noqa: E402

from footfall import __version__  # noqa: E402

COMMANDS = {
    "audit": "Judge pages: an address, an HTML file, a folder, a sitemap, a WARC file or - for standard input.",
    "preview": "Show how each consumer draws a link to a page.",
    "fix": "Mend static pages at their source, byte for byte.",
    "rules": "List what the audit looks for, or explain one rule.",
    "consumers": "List who draws link previews, and what is known of each.",
    "up": "Run the desk: the web application and its workers.",
    "worker": "Do the desk's background work; start as many as you like.",
    "backup": "Write the desk's database, secret key and files into one archive.",
    "restore": "Bring a backup back.",
    "manage": "Run one of Django's own commands on the desk.",
    "doctor": "Say what is installed, what works, and how to get what is missing.",
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when somebody calls it: starting must be quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click decides
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"footfall.cli.{cmd_name}"), "command", None)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="footfall")
def main() -> None:
    """See how your links look everywhere, and mend the pages.

    Exit codes: 0 all is well · 1 something was found (see --fail-on, --check) · 2 the command was not understood ·
    3 a target could not be read · 130 stopped with Ctrl-C, what was done is written.
    """


if __name__ == "__main__":
    main()
