"""Facts as JSON text and back, for keeping them between runs."""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
_HALF = re.compile("[\ud800-\udfff]")


def to_text(value: object) -> str:
    """A value of dataclasses, enums, mappings, tuples, sets, bytes and plain values, as JSON without the defaults."""
    plain = _plain(value)
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    # Servers say halves of surrogate pairs, which no file takes as they are.
    return json.dumps(plain, separators=(",", ":")) if _HALF.search(text) else text


def from_text(kind: type[T], text: str) -> T:
    """The value of a type that `to_text` wrote. Raises ValueError, TypeError or KeyError when the text isn't one."""
    value = _typed(kind, json.loads(text))
    if not isinstance(value, kind):
        raise TypeError(f"expected {kind.__name__}")
    return value


def _plain(value: Any) -> object:
    kind: Any = type(value)
    if value is None or kind in (str, bool, int, float):
        return value
    if is_dataclass(value):
        pairs = ((name, getattr(value, name), default) for name, default in _defaults(kind))
        return {name: _plain(item) for name, item, default in pairs if item is not default and item != default}
    if isinstance(value, Enum):
        return value.name
    if kind is bytes:
        return b64encode(value).decode("ascii")
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return [_plain(item) for item in sorted(value)]
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    raise TypeError(f"{kind.__name__} cannot be kept")


@cache
def _defaults(kind: Any) -> tuple[tuple[str, object], ...]:
    """Each field's name and default; the marker MISSING where there is none, which equals nothing."""
    return tuple(
        (one.name, one.default if one.default_factory is MISSING else one.default_factory()) for one in fields(kind)
    )


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
