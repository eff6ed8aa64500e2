"""What came with a hit as JSON, read without trust; and the marks that sealing writes into `props`."""

from __future__ import annotations

import json
import math
from functools import lru_cache
from typing import Any, Final, NamedTuple

from footfall.flywheel.classify import slug

Marks = dict[str, int | str]
LARGEST: Final = 2**53
"""Of values: what JSON's readers keep exact."""
MARKS: Final = frozenset(
    ("self", "lost", "dark", "deep", "again", "untrusted", "did", "head", "prefetch", "place", "mark", "from")
)
"""Names in `props` that only sealing writes."""
LONGEST: Final = 2_000
"""Characters of `props`."""


class More(NamedTuple):
    """The fields that a hit's JSON may have; 0 and "" for what is missing or malformed."""

    goal: str = ""
    value: int = 0
    currency: str = ""
    post: int = 0
    card: int = 0
    campaign: str = ""
    medium: str = ""
    country: str = ""
    props: tuple[tuple[str, Any], ...] = ()


NOTHING: Final = More()


def more_of(text: str) -> More:
    """Never raises."""
    return _read(text) if text else NOTHING


@lru_cache(5_000)
def _read(text: str) -> More:
    try:
        said = json.loads(text, parse_constant=_nothing)
    except (ValueError, RecursionError):
        return NOTHING
    if not isinstance(said, dict):
        return NOTHING
    props = said.get("props")
    currency = _text(said, "currency").upper()
    country = _text(said, "country").upper()
    return More(
        goal=_text(said, "goal"),
        value=_whole(said.get("value")),
        currency=currency if len(currency) == 3 and currency.isascii() and currency.isalpha() else "",
        post=max(0, _whole(said.get("post"))),
        card=max(0, _whole(said.get("card"))),
        campaign=_text(said, "campaign"),
        medium=_text(said, "medium"),
        country=country if len(country) == 2 and country.isascii() and country.isalpha() else "",
        props=tuple((k, v) for k, v in props.items() if k not in MARKS) if isinstance(props, dict) else (),
    )


def _nothing(_: str) -> None:
    """Python reads NaN and Infinity, which are no JSON."""


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    return slug(value.encode("utf-8", "replace").decode()) if isinstance(value, str) else ""


def _whole(value: object) -> int:
    """Minor units and ids: whole numbers; a fraction is rounded, anything else is 0."""
    if isinstance(value, str):
        value = int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return 0
    return round(value) if abs(value) <= LARGEST else 0


def written(marks: Marks, props: tuple[tuple[str, Any], ...]) -> str:
    """`props` as JSON in ASCII; "" for none. Where they are too long only the marks are kept."""
    if not props:
        return _marks(tuple(marks.items())) if marks else ""
    try:
        text = json.dumps({**dict(props), **marks}, separators=(",", ":"), sort_keys=True)
    except RecursionError:
        text = ""
    return text if 0 < len(text) <= LONGEST else _marks(tuple(marks.items()))


@lru_cache(5_000)
def _marks(marks: tuple[tuple[str, int | str], ...]) -> str:
    return json.dumps(dict(marks), separators=(",", ":"), sort_keys=True) if marks else ""
