"""What came of a request, as values: an answer, or the reason there was none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from footfall.page.facts import Fault, Hop, Response


@dataclass(frozen=True, slots=True)
class Fetched:
    """A server answered, with whatever status. Header names are lower case; times in seconds, sizes in bytes."""

    asked: str
    """The address we began with."""
    url: str
    """The address that answered, after redirects."""
    status: int
    headers: Mapping[str, str]
    body: bytes
    """Decompressed; empty for HEAD, for bodies nobody wanted, and when the compression is one we cannot read."""
    hops: tuple[Hop, ...] = ()
    first_byte: float = 0.0
    elapsed: float = 0.0
    wire_bytes: int = 0
    """Body bytes as they came, still compressed."""
    cut: bool = False
    """The body was longer than the limit; `body` holds its beginning."""
    unread: bool = False
    """The body was left alone because its type was not wanted."""
    private: bool = False
    """The address that answered is not on the public internet."""
    brotli_only: bool = False
    """Compressed in a way the request did not allow (brotli, zstd)."""
    mislabelled: bool = False
    """The Content-Encoding header names a compression that the body doesn't have."""

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "")

    @property
    def media_type(self) -> str:
        """The content type without its parameters, lower case."""
        return self.content_type.partition(";")[0].strip().lower()

    def response(self) -> Response:
        """The same without the body, as the engines read it."""
        return Response(
            url=self.url,
            status=self.status,
            headers=self.headers,
            hops=self.hops,
            first_byte=self.first_byte,
            elapsed=self.elapsed,
            wire_bytes=self.wire_bytes,
            cut=self.cut,
        )


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing (usable) came. `detail` is a whole sentence for the person who asked."""

    asked: str
    url: str
    """The address at which it failed, after redirects."""
    fault: Fault
    detail: str
    hops: tuple[Hop, ...] = field(default=())
