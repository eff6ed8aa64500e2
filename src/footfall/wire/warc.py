"""Pages out of WARC files, with the answer's status and headers as facts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from footfall.page.facts import PageFacts, Response

MOST_BYTES = 10 * 1024 * 1024
"""A page is cut here, as a fetched one would be."""
PAGE_TYPES = ("text/html", "application/xhtml+xml")


class ArchivedPage(NamedTuple):
    """One HTML answer of an archive."""

    url: str
    data: bytes
    facts: PageFacts


class ArchiveError(ValueError):
    """The file is no WARC file or ends in the middle; the text is a complete sentence."""


def read_warc(path: Path) -> Iterator[ArchivedPage]:
    """The HTML answers of a WARC file (plain or gzip, a member a record), in its order.

    Raises:
        ArchiveError: the file is damaged; pages before the damage have been given.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        with path.open("rb") as file:
            records = 0
            for record in ArchiveIterator(file):
                records += record.format == "warc"  # Noise often passes for ARC, WARC's older form.
                page = _page_of(record)
                if page is not None:
                    yield page
    except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
        raise ArchiveError(f"{path} can't be read as a WARC file to its end; it may be damaged or cut off.") from error
    if not records:
        raise ArchiveError(f"{path} holds no WARC record; it may be damaged or no archive at all.")


def _page_of(record: Any) -> ArchivedPage | None:
    if record.rec_type != "response" or record.http_headers is None:
        return None
    headers = {name.lower(): value for name, value in record.http_headers.headers}
    content_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type not in PAGE_TYPES:
        return None
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    status = record.http_headers.get_statuscode()
    data = record.content_stream().read(MOST_BYTES)
    response = Response(url, int(status) if status and status.isdigit() else 0, headers)
    return ArchivedPage(url, data, PageFacts(response=response))
