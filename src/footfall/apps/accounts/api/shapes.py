"""What all routes share: bounded texts, ids, and lists a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from ninja import Path, Query, Schema
from pydantic import ConfigDict, Field, StringConstraints

LARGEST_ID = 2**63 - 1
"""Of the database's big integers."""
MOST = 200
"""Rows of one answer."""
NO_NUL = r"^[^\x00]*$"
"""PostgreSQL stores no such character."""
T = TypeVar("T")
M = TypeVar("M", bound=Model)

Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
InPath = Path[Id]
Word = Annotated[str, StringConstraints(max_length=100, pattern=NO_NUL)]
Line = Annotated[str, StringConstraints(max_length=500, pattern=NO_NUL)]
Address = Annotated[str, StringConstraints(max_length=2000, pattern=NO_NUL)]


class Shown(Schema):
    """What is answered. The text below a field is its description."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class Sent(Schema):
    """What is sent; a field that nobody knows is refused, so that a misspelt one is noticed."""

    model_config = ConfigDict(use_attribute_docstrings=True, extra="forbid")


class Slice(Schema):
    """Which part of a list."""

    page: int = Field(1, ge=1, le=1_000_000, description="From 1.")
    limit: int = Field(50, ge=1, le=MOST, description="Rows of a page.")


class Listed(Shown, Generic[T]):
    """A page of a list in its stable order. There is more while `page` times `limit` is below `total`."""

    items: list[T]
    page: int
    limit: int
    total: int


InQuery = Query[Slice]


def listed(rows: QuerySet[M] | Sequence[Any], part: Slice, shown: Callable[[Any], Any]) -> dict[str, Any]:
    """The page of a list that was asked for: two queries, whatever its size."""
    begin = (part.page - 1) * part.limit
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    chosen = rows[begin : begin + part.limit] if begin < total else ()
    return {"items": [shown(row) for row in chosen], "page": part.page, "limit": part.limit, "total": total}
