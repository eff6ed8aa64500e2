"""Time zones that a person can choose."""

from __future__ import annotations

import zoneinfo
from functools import cache

_REGIONS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def zone_choices() -> list[tuple[str, str | list[tuple[str, str]]]]:
    """UTC, then every IANA zone that is named after a place, in groups by region: choices of a form field."""
    known = sorted(zoneinfo.available_timezones())
    groups: list[tuple[str, str | list[tuple[str, str]]]] = [("UTC", "UTC")]
    for region in _REGIONS:
        places = [name for name in known if name.startswith(f"{region}/")]
        groups.append((region, [(name, name.partition("/")[2].replace("_", " ")) for name in places]))
    return groups
