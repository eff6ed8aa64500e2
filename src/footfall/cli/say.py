"""What the command line says on standard error: failures, notices, progress."""

from __future__ import annotations

import gc
import os
import sys
import time
from contextlib import suppress
from enum import IntEnum
from typing import NoReturn

import click


class Exit(IntEnum):
    """The exit codes, as docs/command-line.md lists them."""

    OK = 0
    FOUND = 1
    USAGE = 2
    UNREADABLE = 3
    STOPPED = 130


class Stop(click.ClickException):
    """Ends the command with a complete sentence and an exit code."""

    def __init__(self, sentence: str, code: Exit = Exit.UNREADABLE) -> None:
        super().__init__(sentence)
        self.exit_code: int = int(code)  # type: ignore[misc]

    def show(self, file: object = None) -> None:  # noqa: ARG002 - click decides
        click.echo(f"footfall: {self.message}", err=True)


def stop(sentence: str, code: Exit = Exit.UNREADABLE) -> NoReturn:
    raise Stop(sentence, code)


def notice(sentence: str) -> None:
    """A sentence beside the result: on standard error, so that pipes stay clean."""
    click.echo(f"footfall: {sentence}", err=True)


def colourful() -> bool:
    """Whether standard output is a terminal that wants colours (no-color.org)."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def terminal_width() -> int:
    """Columns to write for: the terminal's, at most 120; 100 where there is none."""
    with suppress(OSError, ValueError):
        return min(os.get_terminal_size(sys.stdout.fileno()).columns, 120)
    return 100


def started() -> None:
    """What was loaded so far stays; from here on garbage is collected again."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


class Progress:
    """One line that moves on a terminal, nothing elsewhere."""

    def __init__(self, total: int | None = None, *, quiet: bool = False) -> None:
        self.total = total
        self.done = 0
        self._shown = 0.0
        self._active = sys.stderr.isatty() and not quiet

    def step(self, what: str) -> None:
        self.done += 1
        started()
        if not self._active or time.monotonic() - self._shown < 0.1:
            return
        self._shown = time.monotonic()
        of = f" of {self.total:,}" if self.total else ""
        line = f"{self.done:,}{of} pages · {what}"
        click.echo(f"\r\x1b[2K{line[:100]}", err=True, nl=False)

    def close(self) -> None:
        if self._active and self._shown:
            click.echo("\r\x1b[2K", err=True, nl=False)
