"""The OpenAPI description as rows that a page prints: operations by subject, and the shapes they speak of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

SUBJECTS: Final = {
    "caller": "The caller",
    "sites": "Sites",
    "audits": "Audits",
    "pages": "Pages, findings, previews and fixes",
    "exports": "Exports",
    "catalogue": "Rules and consumers",
    "webhooks": "Webhooks",
    "people": "People and the log",
}
"""In the order in which somebody needs them."""
_BOUNDS: Final = {
    "minimum": "from {}",
    "maximum": "to {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "default": "otherwise {}",
}
_HUGE: Final = 2**53
"""Bounds beyond this only keep the database from harm."""


class Field(NamedTuple):
    """A parameter, or a field of a shape."""

    name: str
    kind: str
    """In words: "integer, from 1 to 200, otherwise 50"."""
    shape: str
    """The shape it holds, "" for plain values."""
    required: bool
    about: str


class Operation(NamedTuple):
    """One call."""

    id: str
    method: str
    path: str
    about: str
    parameters: tuple[Field, ...]
    body: str
    """The shape that is sent, or ""."""
    status: str
    kind: str
    answer: str
    """The shape that is answered, or ""."""


class Subject(NamedTuple):
    """Operations about one thing."""

    title: str
    operations: tuple[Operation, ...]


class Shape(NamedTuple):
    """An object that is sent or answered, or a list of allowed words."""

    name: str
    about: str
    fields: tuple[Field, ...]
    words: tuple[str, ...]


def subjects(schema: Mapping[str, Any]) -> list[Subject]:
    """All operations by subject."""
    by_tag: dict[str, list[Operation]] = {tag: [] for tag in SUBJECTS}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            by_tag[operation["tags"][0]].append(_operation(path, method, operation))
    return [Subject(SUBJECTS[tag], tuple(operations)) for tag, operations in by_tag.items() if operations]


def shapes(schema: Mapping[str, Any]) -> list[Shape]:
    """All shapes that fields and operations link to, by name."""
    return [_shape(name, shape) for name, shape in sorted(schema["components"]["schemas"].items())]


def plain(text: str) -> str:
    """Markdown as the description uses it, without its marks."""
    return text.replace("`", "")


def _operation(path: str, method: str, operation: Mapping[str, Any]) -> Operation:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    good = {status: answer for status, answer in operation["responses"].items() if int(status) < 400}
    answers: list[dict[str, Any]] = [
        content.get("schema", {}) for one in good.values() for content in one.get("content", {}).values()
    ]
    answer = answers[0] if answers else {}
    return Operation(
        operation["operationId"],
        method.upper(),
        path,
        plain(operation["description"]),
        tuple(_parameter(one) for one in operation["parameters"]),
        _linked(body),
        " or ".join(str(status) for status in good),
        _kind(answer) if answer else "nothing",
        _linked(answer),
    )


def _parameter(parameter: Mapping[str, Any]) -> Field:
    schema = parameter["schema"]
    about = plain(parameter.get("description", ""))
    return Field(parameter["name"], _kind(schema), _linked(schema), bool(parameter["required"]), about)


def _shape(name: str, shape: Mapping[str, Any]) -> Shape:
    required = shape.get("required", ())
    fields = tuple(
        Field(field, _kind(schema), _linked(schema), field in required, plain(schema.get("description", "")))
        for field, schema in shape.get("properties", {}).items()
    )
    return Shape(name, plain(shape.get("description", "")), fields, tuple(map(str, shape.get("enum", ()))))


def _kind(schema: Mapping[str, Any]) -> str:
    if "anyOf" in schema:
        said = " or ".join(_kind(one) for one in schema["anyOf"])
    elif schema.get("type") == "array":
        said = f"list of {_kind(schema['items'])}"
    elif "$ref" in schema:
        said = _linked(schema)
    else:
        said = schema.get("format") or schema.get("type") or "anything"
    return ", ".join([said, *_bounds(schema)])


def _bounds(schema: Mapping[str, Any]) -> Iterator[str]:
    for key, words in _BOUNDS.items():
        value = schema.get(key)
        if value is not None and value != "" and not (isinstance(value, int) and value > _HUGE):
            yield words.format(value)


def _linked(schema: Mapping[str, Any]) -> str:
    """The name of the first shape that a schema speaks of, "" when it speaks of none."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    inner = [*schema.get("anyOf", ()), *([schema["items"]] if isinstance(schema.get("items"), dict) else [])]
    return next((found for one in inner if (found := _linked(one))), "")
