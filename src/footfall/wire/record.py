"""Facts as JSON text and back, for keeping them between runs."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_text(value: object) -> str:
    """A value of dataclasses, enums, mappings, tuples, sets, bytes and plain values, as JSON without the defaults."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def from_text(kind: type[T], text: str) -> T:
    """The value of a type that `to_text` wrote. Raises ValueError, TypeError or KeyError when the text isn't one."""
    value = _typed(kind, json.loads(text))
    if not isinstance(value, kind):
        raise TypeError(f"expected {kind.__name__}")
    return value


def _plain(value: object) -> object:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if is_dataclass(value):
        pairs = ((one.name, getattr(value, one.name), one) for one in fields(value))
        return {name: _plain(item) for name, item, one in pairs if not _is_default(one, item)}
    if isinstance(value, frozenset):
        return [_plain(item) for item in sorted(value)]
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} cannot be kept")


def _is_default(one: Field[Any], item: object) -> bool:
    if one.default is not MISSING:
        return bool(item == one.default)
    return one.default_factory is not MISSING and item == one.default_factory()


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _typed(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        if data is None:
            return None
        return _typed(next(part for part in get_args(kind) if part is not NoneType), data)
    if origin is tuple:
        parts = get_args(kind)
        if parts[-1] is Ellipsis:
            return tuple(_typed(parts[0], item) for item in data)
        return tuple(_typed(part, item) for part, item in zip(parts, data, strict=True))
    if origin is frozenset:
        return frozenset(data)
    if origin is not None and issubclass(origin, Mapping):
        inner = get_args(kind)[1]
        return dict(data) if inner in (str, object) else {key: _typed(inner, item) for key, item in data.items()}
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _typed(hints[name], item) for name, item in data.items()})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind[data]
    return b64decode(data) if kind is bytes else data
