"""What the commands that run the desk share: its data folder, its settings, and a sentence when it is not installed."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import click

from footfall.cli.say import Exit, started, stop

C = TypeVar("C", bound=Callable[..., Any])
FOLDER = click.Path(file_okay=False, path_type=Path)


def data_option(command: C) -> C:
    """`--data DIR`"""
    return click.option(
        "--data",
        type=FOLDER,
        metavar="DIR",
        envvar="FOOTFALL_DATA",
        default=Path("~/.local/share/footfall"),
        help="The desk's data folder: database, secret key, files. Default: $FOOTFALL_DATA, else "
        "~/.local/share/footfall.",
    )(command)


def settle(data: Path) -> Path:
    """Name the data folder and the settings to Django; returns the folder, absolute.

    Raises:
        Stop: the desk is not installed.
    """
    started()
    if find_spec("django") is None or find_spec("granian") is None:
        stop("the desk is not installed here. Get it with: pip install 'footfall[desk]'", Exit.USAGE)
    folder = data.expanduser().resolve()
    os.environ["FOOTFALL_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "footfall.project.settings")
    return folder


def open_desk(data: Path) -> Path:
    """Load Django with the desk's settings; returns the data folder, absolute.

    Raises:
        Stop: a setting is wrong, which it says in a sentence.
    """
    folder = settle(data)
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        stop(str(error), Exit.USAGE)
    return folder
