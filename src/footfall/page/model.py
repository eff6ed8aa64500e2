"""The things a page consists of, each with the place in the source where it stands.

Offsets are bytes in the original file, lines count from 1. Nothing here knows the HTML library.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol


class Span(NamedTuple):
    """Where something stands in the source: `[start, end)` in bytes, and the line of its start."""

    start: int
    end: int
    line: int


class Placed(Protocol):
    """Something that knows where it stands, and works it out when asked."""

    @property
    def span(self) -> Span: ...


class Place(StrEnum):
    """In which part of the document tree an element ended up (by the HTML standard's tree rules)."""

    HEAD = "head"
    BODY = "body"
    NOSCRIPT = "noscript"
    TEMPLATE = "template"


class Quoting(StrEnum):
    """How a tag's attribute values are written; the weakest of the values that matter."""

    DOUBLE = "double"
    SINGLE = "single"
    NONE = "none"


class Meta(Protocol):
    """A `<meta>` tag. `prop` (the property attribute), `name` and `itemprop` are trimmed, "" when absent.

    `content` is as written, None when absent. What few readers want is worked out when asked for.
    """

    prop: str
    name: str
    itemprop: str
    content: str | None
    nth: int
    """Position among the page's metas."""
    line: int

    @property
    def attrs(self) -> Mapping[str, str]: ...

    @property
    def span(self) -> Span: ...

    @property
    def place(self) -> Place: ...

    @property
    def quoting(self) -> Quoting:
        """Of `property`/`name`/`itemprop` and `content` together."""
        ...

    @property
    def key(self) -> str:
        """The lower-case name under which the tag is known, whichever attribute carries it."""
        ...

    @property
    def value(self) -> str:
        """The content with outer white space removed; "" when absent."""
        ...


class LinkTag(Protocol):
    """A `<link>` tag. `rel` holds lower-case tokens; `href` and `type` are trimmed, `type` is lower case."""

    rel: tuple[str, ...]
    href: str

    @property
    def line(self) -> int: ...

    @property
    def type(self) -> str: ...

    @property
    def sizes(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def attrs(self) -> Mapping[str, str]: ...

    @property
    def span(self) -> Span: ...

    @property
    def place(self) -> Place: ...


class Anchor(Protocol):
    """An `<a href>`. `href` is at hand, white space trimmed; the rest is read from the tree when asked for.

    Pages have hundreds of anchors and most readers want the address alone.
    """

    href: str
    nth: int
    """Position among the page's anchors; `Page.anchor_span` turns it into bytes."""

    @property
    def rel(self) -> str:
        """Lower case."""
        ...

    @property
    def attrs(self) -> Mapping[str, str]: ...

    @property
    def text(self) -> str:
        """White space folded."""
        ...

    @property
    def label(self) -> str:
        """What a screen reader says: aria-label, text, title, or what a picture inside says."""
        ...

    @property
    def line(self) -> int: ...


class ImageTag(Protocol):
    """An `<img>`. `src` is trimmed; sizes are the declared numbers, None when absent or not a number."""

    src: str
    nth: int
    """Position among the page's images; `Page.image_span` turns it into bytes."""

    @property
    def alt(self) -> str | None: ...

    @property
    def width(self) -> float | None: ...

    @property
    def height(self) -> float | None: ...

    @property
    def attrs(self) -> Mapping[str, str]: ...

    @property
    def line(self) -> int: ...

    @property
    def span(self) -> Span: ...


class Heading(Protocol):
    """A heading: level 1 to 6 and its text, white space folded."""

    level: int
    text: str
    line: int

    @property
    def anchored(self) -> bool:
        """Whether it, or something in it, carries an id."""
        ...


class Script(Protocol):
    """A `<script>`: `src` "" for inline; `host` is the lower-case host of a script from elsewhere, else ""."""

    src: str
    host: str
    type: str

    @property
    def attrs(self) -> Mapping[str, str]: ...

    @property
    def line(self) -> int: ...


class Frame(NamedTuple):
    """An `<iframe>`, `<embed>` or `<object>`."""

    src: str
    host: str
    attrs: Mapping[str, str]
    line: int


class JsonLd(Protocol):
    """One `application/ld+json` block. `data` None means it could not be parsed; `error` says why, `text` is raw."""

    data: object | None
    error: str
    text: str

    @property
    def line(self) -> int: ...

    @property
    def span(self) -> Span:
        """Of the script's text, not of its tags."""
        ...


@dataclass(frozen=True, slots=True)
class MicrodataItem:
    """A top-level microdata item: its types and the first text value of each property."""

    types: tuple[str, ...]
    properties: Mapping[str, str]


class Control(StrEnum):
    """The kind of thing with which a visitor shares a page."""

    LINK = "link"
    """An address that opens the network's own share page; works without script."""
    SCRIPT = "script"
    """A button whose script does the sharing."""
    NATIVE = "native"
    COPY = "copy"
    SDK = "sdk"
    """A place that a network's or a button kit's script fills."""


@dataclass(frozen=True, slots=True)
class ShareControl:
    """A share button: which network it serves ("native", "copy" or "many" for those), how, and what it shares.

    `href` is the share address, "" where the page doesn't write one. `shared_url` and `text` are decoded; "" when the
    control doesn't say. `position` runs from 0 (start of the body) to 1 (its end), by source position; `floating` is
    a guess from class names and inline style. `tag` and `attrs` are the element's own.
    """

    network: str
    kind: Control
    href: str
    shared_url: str
    text: str
    label: str
    position: float
    floating: bool
    line: int
    anchor: int | None
    """Index into `Page.anchors`, where it is a link."""
    tag: str = "a"
    attrs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Widget:
    """A feed widget or an embedded post. `kind`: "feed", "post" or "sdk"; `network` as in networks.toml.

    `empty`: the page puts nothing where the script will draw. `gated`: it waits for the visitor's consent.
    """

    kind: str
    network: str
    url: str
    host: str
    empty: bool
    line: int
    gated: bool = False


@dataclass(frozen=True, slots=True)
class ProfileLink:
    """A link to somebody's profile on a network."""

    network: str
    url: str
    rel_me: bool
    line: int
