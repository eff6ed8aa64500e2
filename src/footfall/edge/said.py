"""Events as pages and servers say them: JSON that is checked field by field before anything of it is kept."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import orjson

from footfall.flywheel.event import Kind
from footfall.flywheel.identity import LONGEST_ID
from footfall.flywheel.token import is_made, is_token

LARGEST_EVENT = 4096
"""Bytes of one event."""
LARGEST_BODY = 16_384
"""Bytes of a batch."""
MOST_EVENTS = 100
LONGEST_URL = 2048
LONGEST_GOAL = 60
MOST_PROPS = 20
LONGEST_PROP = 200
LARGEST_VALUE = 10**12
MOST_N = 100_000
"""Events of one view."""
_KINDS = {"view": Kind.VIEW, "share": Kind.SHARE, "convert": Kind.CONVERT, "follow": Kind.FOLLOW}
_OURS = frozenset(("click", "bot", "deliver", "engage"))
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.:/-]{0,59}")
_NETWORK = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_CAME = re.compile(r"[?&#]s=([A-Za-z0-9_-]{11}A)(?=[&#]|$)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_FIELDS = frozenset(("site", "kind", "url", "referrer", "token", "via", "n", "net", "visitor", "user", "props", "key"))


class RefusedError(Exception):
    """What was sent can't be taken. The text is a sentence for whoever wrote the page."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


class Said(NamedTuple):
    """One event, checked."""

    site: int
    kind: int
    url: str = ""
    referrer: str = ""
    token: str = ""
    via: str = ""
    n: int = 0
    net: str = ""
    visitor: str = ""
    """Made in the browser, where the visitor agreed."""
    user: str = ""
    """The site's own id of the visitor."""
    more: str = ""
    key: str = ""
    """What the site's server calls this event: with the same key it is counted once."""


def read(body: bytes) -> list[Said]:
    """The events of a body: an object, or a list of them.

    Raises:
        RefusedError: with what is wrong and how it should be.
    """
    try:
        said = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise RefusedError("This is no JSON. Send one event as an object, or several as a list.") from None
    events = said if isinstance(said, list) else [said]
    if not events or len(events) > MOST_EVENTS:
        raise RefusedError(f"Send between 1 and {MOST_EVENTS} events at a time.")
    if len(events) == 1 and len(body) > LARGEST_EVENT:
        raise RefusedError(f"An event may have {LARGEST_EVENT} bytes.", 413)
    small = len(events) == 1 or len(body) <= LARGEST_EVENT
    return [_event(event, small=small) for event in events]


def _event(said: Any, *, small: bool) -> Said:
    if not isinstance(said, dict):
        raise RefusedError("An event is an object with at least site, kind and url.")
    if not small and len(orjson.dumps(said)) > LARGEST_EVENT:
        raise RefusedError(f"An event may have {LARGEST_EVENT} bytes.", 413)
    if not said.keys() <= _FIELDS:
        strange = min(said.keys() - _FIELDS)[:40]
        raise RefusedError(f"An event has no field {strange!r}. What is your own belongs into props.")
    kind, goal = _kind(said.get("kind"))
    url = _text(said, "url", LONGEST_URL)
    via = _token(said, "via") or _came_with(url)
    net = _text(said, "net", 40).lower()
    if net and not _NETWORK.fullmatch(net):
        raise RefusedError("net is a network's id, for example x, facebook, copy or native.")
    return Said(
        _whole(said, "site", 1, 2**31 - 1),
        kind,
        url.partition("#")[0],
        _text(said, "referrer", LARGEST_EVENT)[:LONGEST_URL],
        _token(said, "token"),
        via,
        _whole(said, "n", 0, MOST_N) if "n" in said else 0,
        net,
        _text(said, "visitor", LONGEST_ID),
        _text(said, "user", LONGEST_ID),
        _more(said.get("props"), goal),
        _text(said, "key", LONGEST_ID),
    )


def _kind(said: object) -> tuple[int, str]:
    """(kind, goal): any word that is no kind is something the site itself tracks."""
    if isinstance(said, str) and (known := _KINDS.get(said)) is not None:
        return int(known), ""
    if not isinstance(said, str) or not _NAME.fullmatch(said) or said in _OURS:
        raise RefusedError(
            "kind is view, share, convert, follow, or a name of your own of at most 60 letters, digits, blanks and "
            "_ . : / - (click, bot, deliver and engage are taken)."
        )
    return int(Kind.ENGAGE), said


def _more(said: object, goal: str) -> str:
    """JSON of goal, value, currency and the rest of props; "" where there is nothing."""
    if said is None or said == {}:
        return orjson.dumps({"goal": goal}).decode() if goal else ""
    if not isinstance(said, dict) or len(said) > MOST_PROPS:
        raise RefusedError(f"props is an object with at most {MOST_PROPS} entries.")
    more: dict[str, object] = {"goal": goal} if goal else {}
    named = _text(said, "goal", LONGEST_GOAL)
    if named:
        more["goal"] = named
    if "value" in said:
        more["value"] = _whole(said, "value", -LARGEST_VALUE, LARGEST_VALUE)
    currency = _text(said, "currency", 3).upper()
    if currency:
        if not _CURRENCY.fullmatch(currency):
            raise RefusedError("currency is a code of three letters, for example EUR (ISO 4217).")
        more["currency"] = currency
    rest = {_key(key): _prop(value) for key, value in said.items() if key not in ("goal", "value", "currency")}
    if rest:
        more["props"] = rest
    return orjson.dumps(more).decode()


def _key(key: str) -> str:
    if not 0 < len(key) <= 40:
        raise RefusedError("Names in props have between 1 and 40 characters.")
    return _CONTROL.sub("", key)


def _prop(value: object) -> object:
    if isinstance(value, str):
        return _CONTROL.sub(" ", value)[:LONGEST_PROP]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    raise RefusedError("Values in props are texts, numbers, true, false or null.")


def _text(said: dict[str, Any], name: str, longest: int) -> str:
    value = said.get(name, "")
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RefusedError(f"{name} is a text.")
    if len(value) > longest:
        raise RefusedError(f"{name} may have {longest} characters.")
    return value if value.isprintable() else _CONTROL.sub("", value)


def _token(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    if not value:
        return ""
    if not isinstance(value, str) or not is_token(value):
        raise RefusedError(f"{name} is a token of 12 letters, digits, - and _.")
    return value


def _whole(said: dict[str, Any], name: str, least: int, most: int) -> int:
    value = said.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        hint = " in minor units (1990 for 19.90)" if name == "value" else ""
        raise RefusedError(f"{name} is a whole number between {least} and {most}{hint}.")
    return value


def _came_with(url: str) -> str:
    found = _CAME.search(url)
    return found[1] if found and is_made(found[1]) else ""
