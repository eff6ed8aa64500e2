"""A file of HTML as PDF: the browser on this machine prints it, and reaches nothing else."""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from footfall.wire.render import find_browser, headless

SECONDS: Final = 60.0
"""Time that printing may take. Our choice."""
NOWHERE: Final = 9
"""A port at which nobody listens (the discard protocol's): what the file would load is not fetched."""


class PrintingError(Exception):
    """Nothing was printed; the text is a whole sentence for the person who asked."""


def print_pdf(source: Path, out: Path, *, browser: str = "") -> None:
    """Print a file of HTML.

    Raises:
        PrintingError: there is no browser, or it failed.
    """
    program = browser or find_browser()
    if program is None:
        raise PrintingError(
            "PDF needs Chromium on the machine where Footfall runs, and there is none. Install it, or open the HTML "
            "report and print that."
        )
    with tempfile.TemporaryDirectory(prefix="footfall-browser-", ignore_cleanup_errors=True) as folder:
        printing = ("--no-pdf-header-footer", f"--print-to-pdf={out}", source.resolve().as_uri())
        _run([*headless(program, folder, NOWHERE), *printing], folder)
    if not out.is_file() or not out.stat().st_size:
        raise PrintingError("Chromium printed nothing. Open the HTML report and print that.")


def _run(command: list[str], folder: str) -> None:
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": folder, "LANG": "C.UTF-8"}
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(  # noqa: S603 - our own arguments, no shell
            command, stdin=quiet, stdout=quiet, stderr=quiet, env=environment, start_new_session=True
        )
    except OSError as error:
        raise PrintingError("Chromium could not be started. Open the HTML report and print that.") from error
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise PrintingError("Printing took more than a minute. Open the HTML report and print that.") from error
    finally:
        # The browser and the processes it started are a group of their own.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, 9)
        process.wait()
