"""Sitemaps: index, XML, plain text and gzip, read as a stream that stops when enough addresses were found."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from xml.parsers import expat

from footfall.wire.body import Body
from footfall.wire.fetch import Fetcher
from footfall.wire.outcome import Fetched
from footfall.wire.request import Request

READ_LIMIT = 50 * 1024 * 1024
"""Bytes of one sitemap, decompressed (sitemaps.org protocol, read 2026-11)."""
MAX_ADDRESSES = 50_000
"""Addresses in one sitemap (same source)."""
MAX_DEPTH = 3
"""How deep an index may lead to further indexes; the protocol allows one level, some sites use two."""
MAX_FILES = 500
"""Sitemap files read in one run. Our choice."""
_LONGEST = 2048
"""Characters of an address (same source); longer ones are left out."""


class SitemapReader:
    """Takes a sitemap in piece by piece; collects `pages` and, from an index, `sitemaps`.

    Never raises: whatever breaks ends the reading, and what was found before stays.
    """

    def __init__(self, limit: int = MAX_ADDRESSES) -> None:
        self.pages: list[str] = []
        self.sitemaps: list[str] = []
        self._limit = min(limit, MAX_ADDRESSES)
        self._room = READ_LIMIT
        self._gzip: Body | None = None
        self._reader: _Xml | _Text | None = None
        self._begun = False

    def feed(self, piece: bytes) -> bool:
        """Take a piece, gzip or not; answers whether more is wanted."""
        if not self._begun:
            self._begun = True
            self._gzip = Body("gzip", READ_LIMIT, self._read) if piece.startswith(b"\x1f\x8b") else None
        return self._gzip.feed(piece) if self._gzip else self._read(piece)

    def finish(self) -> None:
        """Say that nothing more comes."""
        if self._reader is not None:
            self._reader.finish()

    def _read(self, plain: bytes) -> bool:
        self._room -= len(plain)
        if not plain:
            return True
        if self._reader is None:
            markup = plain.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"<", b"\xff\xfe", b"\xfe\xff"))
            self._reader = _Xml(self._found) if markup else _Text(self._found)
        return self._reader.feed(plain) and self._room > 0 and len(self.pages) + len(self.sitemaps) < self._limit

    def _found(self, address: str, *, index: bool) -> None:
        address = address.strip()
        if len(self.pages) + len(self.sitemaps) < self._limit and 0 < len(address) <= _LONGEST:
            (self.sitemaps if index else self.pages).append(address)


class _Xml:
    """`<loc>` texts of `<url>` and `<sitemap>` elements (not those of images or news inside), and RSS or Atom links.

    Entity declarations end the reading: sitemaps need none, and they are how small XML is blown up.
    """

    def __init__(self, found: Callable[..., None]) -> None:
        self._found = found
        self._path: list[str] = []
        self._text: list[str] | None = None
        self._size = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = self._refuse

    def feed(self, piece: bytes) -> bool:
        try:
            self._parser.Parse(piece, False)
        except (expat.ExpatError, _RefusedError, ValueError):
            return False
        return True

    def finish(self) -> None:
        """What is complete was already told."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if len(self._path) > 32:
            raise _RefusedError
        self._path.append(local)
        if self._path[-2:] in (["url", "loc"], ["sitemap", "loc"], ["item", "link"]):
            self._text = []
            self._size = 0
        elif self._path[-2:] == ["entry", "link"] and attributes.get("rel", "alternate") == "alternate":
            self._found(attributes.get("href", ""), index=False)

    def _end(self, _: str) -> None:
        self._path.pop()
        if self._text is not None:
            self._found("".join(self._text), index=self._path[-1:] == ["sitemap"])
            self._text = None

    def _characters(self, text: str) -> None:
        self._size += len(text)
        if self._text is not None and self._size < 2 * _LONGEST:
            self._text.append(text)

    def _refuse(self, *_: object) -> None:
        raise _RefusedError


class _RefusedError(Exception):
    """Ends the reading of a document that declares entities or nests absurdly."""


class _Text:
    """One address a line."""

    def __init__(self, found: Callable[..., None]) -> None:
        self._found = found
        self._rest = b""

    def feed(self, piece: bytes) -> bool:
        *lines, self._rest = re.split(rb"[\r\n]+", self._rest + piece)
        for line in lines:
            self._line(line)
        self._rest = self._rest[: _LONGEST * 4]
        return True

    def finish(self) -> None:
        self._line(self._rest)

    def _line(self, line: bytes) -> None:
        address = line.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").strip()
        if address.startswith(("http://", "https://")):
            self._found(address, index=False)


async def read_sitemaps(
    fetcher: Fetcher, sitemaps: Iterable[str], *, limit: int, from_public: Callable[[str], bool]
) -> AsyncIterator[str]:
    """Yield page addresses from sitemaps and those they lead to, in their order, at most `limit` of them.

    `from_public` says of a sitemap's address whether the public internet named it (see `Request`).
    """
    queue = deque((address, 0) for address in sitemaps)
    seen = {address for address, _ in queue}
    files = given = 0
    while queue and files < MAX_FILES and given < limit:
        address, depth = queue.popleft()
        files += 1
        reader = await read_sitemap(fetcher, address, limit=limit - given, from_public=from_public(address))
        for page in reader.pages[: limit - given]:
            given += 1
            yield page
        for further in reader.sitemaps:
            if depth < MAX_DEPTH and further not in seen:
                seen.add(further)
                queue.append((further, depth + 1))


async def read_sitemap(fetcher: Fetcher, url: str, *, limit: int, from_public: bool = False) -> SitemapReader:
    """Fetch and read one sitemap; an empty reader when there is none."""
    reader = SitemapReader(max(limit, MAX_FILES))
    request = Request(
        url,
        from_public=from_public,
        limit=READ_LIMIT,
        wanted=lambda status, _: status == 200,
        sink=reader.feed,
    )
    answer = await fetcher.fetch(request)
    if isinstance(answer, Fetched):
        reader.finish()
    return reader
