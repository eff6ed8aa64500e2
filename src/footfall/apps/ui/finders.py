"""Finds the style sheet of link cards where the engine keeps it, so that there is one of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from footfall.smo import draw

FOLDER: Final = Path(draw.__file__).parent
PREFIX: Final = "ui"
NAME: Final = "card.css"


class CardStyles(BaseFinder):
    """`ui/card.css` is the engine's card.css."""

    storage = FileSystemStorage(location=FOLDER)
    storage.prefix = PREFIX  # type: ignore[attr-defined]  # collectstatic puts the file below it

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # noqa: ARG002
        found = [str(FOLDER / NAME)] if path == f"{PREFIX}/{NAME}" else []
        return found if find_all or not found else found[0]

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:  # noqa: ARG002
        yield NAME, self.storage
