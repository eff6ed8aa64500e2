"""A property that is worked out once: `functools.cached_property` without the lock that it takes before Python 3.12."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

Value = TypeVar("Value", covariant=True)


class kept(Generic[Value]):  # noqa: N801 - it is read as a decorator, as property is
    """Keeps its value in the instance's `__dict__`, where Python finds it from then on without asking here."""

    def __init__(self, make: Callable[[Any], Value]) -> None:
        self.make = make
        self.name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, one: None, kind: type) -> Self: ...
    @overload
    def __get__(self, one: object, kind: type) -> Value: ...
    def __get__(self, one: object | None, kind: type) -> Self | Value:
        if one is None:
            return self
        value = one.__dict__[self.name] = self.make(one)
        return value
