"""What the operator pointed at, and the pages in it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import NoReturn
from urllib.parse import unquote, urlsplit

from footfall.cli.say import Exit, notice, stop
from footfall.cli.work import Job, LocalSite

MOST_BYTES = 10 * 1024 * 1024
"""A page's largest size, as for fetched pages; consumers give up at or before it (smo/previews, fetch.max_bytes)."""
_HOST = re.compile(r"^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}(?::\d+)?(?:/\S*)?$", re.IGNORECASE)


class Kind(Enum):
    """The kinds of targets."""

    ADDRESS = auto()
    SITEMAP = auto()
    FILE = auto()
    FOLDER = auto()
    WARC = auto()
    STDIN = auto()


@dataclass(frozen=True, slots=True)
class Target:
    """One thing the operator named. `address` for what is fetched, `path` for what is read from disk."""

    kind: Kind
    typed: str
    address: str = ""
    path: Path = Path()

    @property
    def fetched(self) -> bool:
        return self.kind is Kind.ADDRESS or (self.kind is Kind.SITEMAP and bool(self.address))


def read_target(typed: str) -> Target:
    """Decide what was meant. Stops with a sentence when it is nothing."""
    if typed == "-":
        return Target(Kind.STDIN, typed)
    if typed.lower().startswith(("http://", "https://")):
        return _address(typed)
    path = Path(typed)
    if path.is_dir():
        return Target(Kind.FOLDER, typed, path=path)
    if path.exists():
        return Target(_kind_of_file(path), typed, path=path)
    if _HOST.match(typed):
        return _address(f"https://{typed}")
    return _refuse(typed)


def _refuse(typed: str) -> NoReturn:
    if "://" in typed:
        sentence = f"{typed!r} is neither an http nor an https address. Give an address that starts with https://."
        stop(sentence, Exit.USAGE)
    stop(f"There is no file or folder called {typed!r}. For a site, give its address, such as https://{typed}.")


def _address(address: str) -> Target:
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        host, parts = None, None
    if not host or parts is None:
        stop(f"{address!r} is not a web address that can be fetched. Check its spelling.", Exit.USAGE)
    if parts.path.lower().endswith((".xml", ".xml.gz")):
        return Target(Kind.SITEMAP, address, address=address)
    return Target(Kind.ADDRESS, address, address=address)


def _kind_of_file(path: Path) -> Kind:
    name = path.name.lower()
    if name.endswith((".warc", ".warc.gz")):
        return Kind.WARC
    if name.endswith((".xml", ".xml.gz")):
        return Kind.SITEMAP
    return Kind.FILE


def jobs_of(target: Target, url: str, *, thumbnails: bool = False) -> Iterator[Job]:
    """The pages of a target on disk, in a stable order. `url` is the page's address, for a folder its site's."""
    if target.kind is Kind.STDIN:
        yield Job(url, checked(sys.stdin.buffer.read(MOST_BYTES + 1), "standard input"), "standard input")
    elif target.kind is Kind.FILE:
        yield Job(url, read_page(target.path), target.typed, site=_site_around(target.path, url, thumbnails=thumbnails))
    elif target.kind is Kind.FOLDER:
        yield from _folder_jobs(target.path, url, thumbnails=thumbnails)
    elif target.kind is Kind.WARC:
        yield from _archive_jobs(target.path)


def _archive_jobs(path: Path) -> Iterator[Job]:
    from footfall.wire.warc import ArchiveError, read_warc

    try:
        for page in read_warc(path):
            yield Job(page.url, page.data, page.url, page.facts)
    except ArchiveError as error:
        notice(str(error))


def _folder_jobs(folder: Path, url: str, *, thumbnails: bool) -> Iterator[Job]:
    from footfall.smo.fixes import url_for

    site = LocalSite(str(folder), url, thumbnails) if url else None
    for path in pages_in(folder):
        try:
            data = read_page(path)
        except OSError as error:
            notice(f"{path} was left out because it can't be read ({error.strerror}).")
            continue
        relative = path.relative_to(folder).as_posix()
        yield Job(url_for(url, relative) if url else "", data, relative, site=site)


def _site_around(path: Path, url: str, *, thumbnails: bool) -> LocalSite | None:
    """The built site a file belongs to, where its address and its path end alike: its pictures lie beside it."""
    if not url:
        return None
    parts = urlsplit(url)
    tail = unquote(parts.path).strip("/")
    names = [tail, f"{tail}/index.html".lstrip("/"), f"{tail}.html"]
    whole = path.resolve().as_posix()
    for name in names:
        if name and whole.endswith(f"/{name}"):
            return LocalSite(whole[: -len(name)], f"{parts.scheme}://{parts.netloc}/", thumbnails)
    return None


def pages_in(folder: Path) -> list[Path]:
    """All HTML files below a folder, sorted. Stops with a sentence when there are none."""
    from footfall.wire import local

    found = local.pages_in(folder)
    if not found:
        stop(f"The folder {folder} has no HTML files. Build the site first, then name its output folder.")
    return found


def read_page(path: Path) -> bytes:
    """A page's bytes. Stops with a sentence when the file is no page."""
    try:
        with path.open("rb") as file:
            return checked(file.read(MOST_BYTES + 1), str(path))
    except PermissionError:
        stop(f"{path} can't be read: permission was denied. Give yourself the right to read it.")
    except IsADirectoryError:
        stop(f"{path} is a folder.")


def checked(data: bytes, name: str) -> bytes:
    """The data if it can be a page; a page beyond the limit is cut there, with a notice."""
    if not data.strip():
        stop(f"{name} is empty, so there is nothing to judge.")
    if b"\x00" in data[:1024] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        stop(f"{name} is not a web page: it contains binary data.")
    if len(data) > MOST_BYTES:
        notice(f"{name} is larger than {MOST_BYTES:,} bytes; it is judged up to there.")
        return data[:MOST_BYTES]
    return data
