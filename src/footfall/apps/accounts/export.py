"""Tables for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""First characters that make a cell a formula; OWASP, CSV Injection, read 2026-11-22."""


class _Line:
    """A file that hands each line back."""

    def write(self, line: str) -> str:
        return line


def cell(value: object) -> str:
    """The value, as plain text where a spreadsheet would run it: what people type must not act at the reader's."""
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULAS) else text


def csv_response(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """A download, written while it is read, so that it may be long. UTF-8 with a mark, as Excel needs it."""
    writer = csv.writer(_Line())

    def lines() -> Iterator[str]:
        yield "\ufeff"
        yield writer.writerow(head)
        for row in rows:
            yield writer.writerow([cell(value) for value in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
