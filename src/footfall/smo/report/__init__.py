"""Reports: an audit's pages, one after the other, as JSON, text, SARIF, JUnit XML or one HTML file."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Final, TextIO

from footfall.smo.report.writer import Options, Piecewise, Writer

FORMATS: Final = ("text", "json", "html", "sarif", "junit")


def open_report(name: str, stream: TextIO, *, target: str, options: Options | None = None) -> Writer:
    """A writer that has begun; only the module of the format asked for is imported.

    Args:
        name: one of FORMATS.
        stream: where the report goes, as text; its encoding should be UTF-8.
        target: what was audited, as the person named it: an address, a file, a folder.
        options: date, colours, width and the like.

    Raises:
        ValueError: no format has that name.
    """
    if name not in FORMATS:
        raise ValueError(f"There is no report format {name!r}; there are {', '.join(FORMATS)}.")
    writer: Writer = import_module(f"{__name__}.{name}").writer(stream, target, options or Options())
    writer.begin()
    return writer


def page_text(name: str) -> Callable[..., str] | None:
    """What writes one audited page (with its `path`) in a piecewise format; None where the writer must see them all."""
    writes: Callable[..., str] | None = getattr(import_module(f"{__name__}.{name}"), "page_text", None)
    return writes


__all__ = ["FORMATS", "Options", "Piecewise", "Writer", "open_report", "page_text"]
