"""Reads rule cases: pages, facts and expectations as YAML."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import yaml

from footfall.page import facts as facts_module
from footfall.page import parse_page
from footfall.page.facts import PageFacts
from footfall.smo.previews import PreviewSet
from footfall.smo.rule import Subject

FOLDER = Path(__file__).parent / "rules"
PARAGRAPH = f"<p>{'Sourdough needs flour, water, salt and a good deal of time, which nobody can buy. ' * 5}</p>"


def load(rule_id: str) -> list[dict[str, Any]]:
    return yaml.safe_load((FOLDER / f"{rule_id}.yml").read_text("utf-8")) or []


def subject_of(case: dict[str, Any]) -> Subject:
    """The page of a case; `url` defaults to an article's.

    `html` may contain `{pad:N}` for N bytes of comment, and `{paragraphs:N}` for N paragraphs of 75 words.
    """
    html = re.sub(r"\{paragraphs:(\d+)\}", lambda found: PARAGRAPH * int(found.group(1)), case["html"])
    while "{pad:" in html:
        before, _, rest = html.partition("{pad:")
        size, _, after = rest.partition("}")
        html = before + "<!--" + "x" * (int(size) - 7) + "-->" + after
    data = html.encode(case.get("encoding", "utf-8")) if "bytes" not in case else bytes.fromhex(case["bytes"])
    facts = build(PageFacts, case.get("facts", {}))
    content_type = facts.response.header("content-type") if facts.response else ""
    page = parse_page(case.get("url", "https://bakery.example/blog/sourdough"), data, content_type=content_type)
    return Subject(page, PreviewSet(page, facts), facts)


def build(kind: Any, raw: Any) -> Any:
    """A frozen dataclass from plain YAML: mappings keyed by address get their address as `url`."""
    hints = get_type_hints(kind, vars(facts_module))
    values = {}
    for name, value in raw.items():
        assert name in {field.name for field in fields(kind)}, f"{kind.__name__} has no field {name!r}"
        values[name] = _convert(hints[name], value)
    if "url" in hints and "url" not in values:
        values["url"] = "https://bakery.example/blog/sourdough"
    return kind(**values)


def _convert(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(hint, UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    origin, inner = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        return build(hint, value)
    if origin is frozenset:
        return frozenset(value)
    if origin is tuple:
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_convert(inner[0], part) for part in value)
        return tuple(value)
    if origin is not None and is_dataclass(inner[-1] if inner else None):
        return {key: build(inner[1], {"url": key, **part}) for key, part in value.items()}
    if isinstance(hint, type) and issubclass(hint, facts_module.Fault):
        return facts_module.Fault[value]
    return value
