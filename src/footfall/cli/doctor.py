"""`footfall doctor`: what is installed, what works, what is missing and how to get it."""

from __future__ import annotations

import platform
import shutil
import subprocess
from collections.abc import Callable, Iterator
from importlib import metadata, util
from pathlib import Path
from typing import NamedTuple

import click

from footfall import __version__
from footfall.cli.say import Exit

LIBRARIES = ("aiohttp", "click", "pillow", "protego", "turbohtml", "warcio")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Line(NamedTuple):
    """One thing looked at. `needed` things that don't work make the command exit with 1."""

    name: str
    works: bool
    says: str
    needed: bool = True


@click.command("doctor")
@click.pass_context
def command(context: click.Context) -> None:
    """Say what is installed, what works, and how to get what is missing."""
    lines = [line for look in LOOKS for line in look()]
    for line in lines:
        sign = "✓" if line.works else "▲" if line.needed else "◆"
        click.echo(f"  {sign} {line.name:<22} {line.says}")
    broken = [line.name for line in lines if line.needed and not line.works]
    if broken:
        click.echo(f"\n{', '.join(broken)} must be mended before audits work.")
        context.exit(int(Exit.FOUND))
    click.echo("\nEverything that an audit needs works. ◆ marks extras that are not installed.")


def _versions() -> Iterator[Line]:
    yield Line("footfall", True, f"{__version__} on Python {platform.python_version()}")
    for name in LIBRARIES:
        try:
            yield Line(name, True, metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Line(name, False, "is not installed; get it with: pip install footfall")


def _engine() -> Iterator[Line]:
    from footfall.page import parse_page
    from footfall.smo.previews import profiles
    from footfall.smo.rules import registry

    page = parse_page("https://example.org/", b"<title>It works</title>")
    yield Line("parser", page.title == "It works", "reads a page")
    yield Line("rules", bool(registry()), f"{len(registry())} known")
    yield Line("consumers", bool(profiles()), f"{len(profiles())} described")


def _drawing() -> Iterator[Line]:
    from PIL import features

    raqm = bool(features.check("raqm"))
    says = (
        "shapes Arabic, Hebrew and Indic text in pictures" if raqm else "is missing: pictures show such text unshaped"
    )
    yield Line("text shaping", raqm, says, needed=False)


def _state() -> Iterator[Line]:
    from footfall.cli.manner import state_folder

    folder = state_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".doctor"
        probe.write_text("")
        probe.unlink()
    except OSError:
        yield Line("memory of crawls", False, f"{folder} can't be written, so stopped crawls start anew", needed=False)
    else:
        yield Line("memory of crawls", True, str(folder))


def _extras() -> Iterator[Line]:
    cluster = util.find_spec("distributed") is not None
    says = "audits run on Dask clusters" if cluster else "is absent; get it with: pip install 'footfall[cluster]'"
    yield Line("dask (--cluster)", cluster, says, needed=False)
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), "")
    found = f"{_version_of(browser)}" if browser else "is absent; --render needs it: apt install chromium"
    yield Line("chromium (--render)", bool(browser), found, needed=False)


def _version_of(program: str) -> str:
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return Path(program).name
    return done.stdout.strip() or Path(program).name


LOOKS: tuple[Callable[[], Iterator[Line]], ...] = (_versions, _engine, _drawing, _state, _extras)
