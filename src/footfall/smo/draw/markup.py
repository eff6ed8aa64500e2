"""HTML that can't be built wrong: every string is escaped unless it is markup already."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

VOID: Final = frozenset(("br", "hr", "img", "input", "link", "meta", "image", "use", "rect", "stop", "path"))
"""Elements without an end tag; the drawing elements among them are written self-closed."""
LINKABLE: Final = ("https://", "http://")
_CONTROLS: Final = dict.fromkeys([*(set(range(32)) - {9, 10, 13}), *range(127, 160), 0xFFFE, 0xFFFF])
"""Characters that HTML discourages and XML 1.0 forbids."""


class Markup(str):
    """Text that is HTML. `__html__` lets template engines take it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


Child = str | Markup | Iterable["Child"] | None
Attribute = str | int | bool | None


def text(value: str) -> Markup:
    """A page's text, escaped, without control characters and lone surrogates."""
    return Markup(escape(readable(value)))


def readable(value: str) -> str:
    """The text as it can be written to a file: control characters gone, what UTF-8 can't say replaced by "?"."""
    if not value.isprintable():
        value = value.translate(_CONTROLS)
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")


def tag(name: str, /, *children: Child, **attributes: Attribute) -> Markup:
    """One element. Attribute names lose a final `_`, inner `_` become `-`; None and False leave an attribute out."""
    opened = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    if name in VOID:
        return Markup(f"<{name}{opened}/>" if name in ("image", "use", "rect", "stop", "path") else f"<{name}{opened}>")
    return Markup(f"<{name}{opened}>{join(children)}</{name}>")


def _attribute(key: str, value: Attribute) -> str:
    if value is False:
        return ""
    key = key.removesuffix("_").replace("_", "-")
    return f" {key}" if value is True else f' {key}="{text(str(value))}"'


def join(children: Iterable[Child]) -> Markup:
    """Children one after the other, each escaped unless it is markup."""
    return Markup("".join(_child(child) for child in children))


def _child(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Markup):
        return child
    if isinstance(child, str):
        return text(child)
    return join(child)


def address(url: str, *, shown: str = "") -> Markup:
    """An address as a link where it may be followed (http and https only), else as text."""
    label = shown or url
    if url.lower().startswith(LINKABLE):
        return tag("a", tag("bdi", label), href=url, rel="noopener noreferrer nofollow")
    return tag("bdi", label)
