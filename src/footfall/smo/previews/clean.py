"""What consumers do to a value before showing it: entities, white space, site names, clipping."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

MATRIX_SHORT, MATRIX_LONG = 200, 500
"""Characters (synapse/media/preview_html.py 1.163.2, read 2026-11-22)."""


STEPS = frozenset(("fold", "trim", "entities"))


def cleaned(value: str, steps: tuple[str, ...]) -> str:
    """The value after those of a profile's `clean` steps that need nothing but the value, in their order."""
    for step in steps:
        if step == "fold":
            value = " ".join(value.split())
        elif step == "trim":
            value = value.strip()
        elif step == "entities":
            value = html.unescape(value)
    return value


def without_site_name(title: str, site_name: str) -> str:
    """A title without a trailing ` - Site`, ` | Site` or `: Site` (misskey-dev/summaly 5.5.1, read 2026-11-22)."""
    title = title.strip()
    name = site_name.strip()
    if not name or not title.endswith(name):
        return title
    rest = title[: len(title) - len(name)]
    found = re.match(r"(.+?)\s?[-|:・]\s?$", rest)
    return found.group(1) if found else title


def clipped(value: str, rule: Mapping[str, object], source: str) -> str:
    """The value cut as the profile's `clip` says: {at, unit, tail}, or {unit = "summary"} for Matrix.

    With `words = true` the cut is moved to the next space at or before `at`, or stays where there is none.
    Sources named in the rule's `spare` are left whole.
    """
    unit, spare = rule.get("unit"), rule.get("spare", ())
    if isinstance(spare, (list, tuple)) and source in spare:
        return value
    if unit == "summary":
        return summary(value.split("\n\n") if source == "body-text" else [value])
    at = rule.get("at")
    if not isinstance(at, int) or length(value, str(unit)) <= at:
        return value
    kept = _cut(value, at, str(unit))
    if rule.get("words") is True:
        space = value.rfind(" ", 0, len(kept) + 1)
        kept = value[:space] if space >= 0 else kept
    return kept + str(rule.get("tail", ""))


def length(value: str, unit: str) -> int:
    """Length in UTF-16 units ("utf16"), bytes ("bytes") or code points (anything else)."""
    if unit == "utf16":
        return len(value.encode("utf-16-le", "surrogatepass")) // 2
    if unit == "bytes":
        return len(value.encode("utf-8", "surrogatepass"))
    return len(value)


def _cut(value: str, at: int, unit: str) -> str:
    if unit == "utf16":
        return value.encode("utf-16-le", "surrogatepass")[: at * 2].decode("utf-16-le", "ignore")
    if unit == "bytes":
        return value.encode("utf-8", "surrogatepass")[:at].decode("utf-8", "ignore")
    return value[:at]


def summary(paragraphs: list[str], *, short: int = MATRIX_SHORT, long: int = MATRIX_LONG) -> str:
    """Paragraphs until `short` characters are reached, then cut between words below `long` with an ellipsis."""
    collected = ""
    for paragraph in paragraphs:
        if len(collected) >= short:
            break
        collected += re.sub(r"[\t \r\n]+", " ", paragraph) + "\n\n"
    collected = re.sub(r"[\t ]+", " ", collected.strip())
    collected = re.sub(r"[\t \r\n]*[\r\n]+", "\n\n", collected)
    if len(collected) <= long:
        return collected
    kept = ""
    for word in re.findall(r"\s*\S+", collected):
        if len(kept) + len(word) >= long:
            kept += word if len(kept) < short else ""
            break
        kept += word
    return kept[:long].strip() + "…"
