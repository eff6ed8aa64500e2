"""JSON-LD and microdata, read the way preview consumers need them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

import turbohtml

from footfall.page.model import MicrodataItem, Span
from footfall.page.parse import NOWHERE, Source, Whole

DEPTH = 8
"""How deep nested JSON-LD is followed; deeper objects say nothing about the page itself."""

_WRAPPERS = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)\s*|\s*(?://\s*)?(?:-->|\]\]>)\s*$")


class TreeJsonLd(Whole):
    """A block; its span is what stands between its tags."""

    __slots__ = ("data", "error", "text")

    def __init__(self, element: turbohtml.Element, source: Source) -> None:
        super().__init__(element, source)
        self.text = source.clean(element.text)
        self.data, self.error = load(self.text)

    def _look_up(self) -> Span:
        where = self._element.source_location
        if where is None:
            return NOWHERE
        start = where.start_tag
        end = where.end_tag.start_offset if where.end_tag else start.end_offset + len(self._element.text)
        return Span(self._source.byte(start.end_offset), self._source.byte(end), start.start_line)


def read_json_ld(scripts: list[turbohtml.Element], source: Source) -> tuple[TreeJsonLd, ...]:
    """All blocks that have a source position, in document order."""
    stated = (element for element in scripts if "ld+json" in (element.attr("type") or "").lower())
    return tuple(TreeJsonLd(element, source) for element in stated if element.source_line is not None)


def load(text: str) -> tuple[object | None, str]:
    """The parsed JSON of a block, its comment or CDATA wrapper removed; or None and a sentence saying what is wrong."""
    try:
        return json.loads(text), ""
    except (ValueError, RecursionError):
        pass
    try:
        return json.loads(_WRAPPERS.sub("", text)), ""
    except RecursionError:
        return None, "it is nested too deeply"
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        return None, f"{getattr(error, 'msg', 'it is not JSON').lower()} in line {line} of the block"


def items(data: object, depth: int = 0) -> Iterator[Mapping[str, object]]:
    """All objects of a JSON-LD value that stand for themselves: lists and `@graph` unfolded, properties not entered."""
    if depth > DEPTH:
        return
    if isinstance(data, list):
        for part in data:
            yield from items(part, depth + 1)
    elif isinstance(data, dict):
        yield data
        if "@graph" in data:
            yield from items(data["@graph"], depth + 1)


def types_of(item: Mapping[str, object]) -> tuple[str, ...]:
    """The `@type` names of an object, without their vocabulary's address."""
    kinds = item.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return tuple(name.rsplit("/", 1)[-1] for name in names if isinstance(name, str))


def text_of(value: object) -> str:
    """A JSON-LD value as text: a string, the `name`, `url` or `@value` of an object, or the first of a list."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return next((text for text in map(text_of, value) if text), "")
    if isinstance(value, dict):
        return next((text for key in ("@value", "name", "url", "@id") if (text := text_of(value.get(key)))), "")
    return ""


def image_of(value: object) -> str:
    """The address in a JSON-LD image property, which may be text, an ImageObject or a list."""
    if isinstance(value, dict):
        return text_of(value.get("url")) or text_of(value.get("contentUrl")) or text_of(value.get("@id"))
    if isinstance(value, list):
        return next((text for text in map(image_of, value) if text), "")
    return text_of(value)


def read_microdata(document: turbohtml.Document) -> tuple[MicrodataItem, ...]:
    if document.select_one("[itemscope]") is None:
        return ()
    found = []
    for item in document.microdata():
        properties: dict[str, str] = {}
        for name, values in item.properties.items():
            first = next((value.strip() for value in values if isinstance(value, str) and value.strip()), "")
            if first:
                properties[name] = first
        found.append(MicrodataItem(tuple((item.type or "").split()), properties))
    return tuple(found)
