"""How a tag of the block is spelled: the right attribute for its key, small letters, double quotes."""

from __future__ import annotations

from typing import Final

from footfall.page.model import Meta
from footfall.smo.fixes.model import Proposal
from footfall.smo.fixes.plan import Plan
from footfall.smo.fixes.social import keys_of, quoted, with_value
from footfall.smo.fixes.writing import attribute_for, encoded

ATTRIBUTE: Final = "meta-wrong-attribute"
QUOTES: Final = "meta-unquoted-attributes"
_CARRIERS: Final = ("property", "name")


def settle_spelling(plan: Plan) -> None:
    """Right attributes, small letters and double quotes for all tags of the block."""
    for meta in plan.kept:
        for key in keys_of(meta):
            if key not in plan.uncertain:
                _settle_attribute(plan, meta, key)
        _settle_quotes(plan, meta)


def _settle_attribute(plan: Plan, meta: Meta, key: str) -> None:
    right = attribute_for(key)
    wrong = "name" if right == "property" else "property"
    tag = plan.tag(meta)
    carried = {name: tag.attributes[name] for name in _CARRIERS if name in tag.attributes}
    values = {name: attribute.value.strip().lower() for name, attribute in carried.items()}
    if values.get(right) == key:
        if carried[right].value != key and not _edited(plan, meta, right):
            reason = f"Spells {key} in small letters, as consumers look for it."
            plan.change(meta, with_value(plan.page, tag, right, key, reason, ATTRIBUTE))
        return
    if values.get(wrong) != key or _edited(plan, meta, wrong):
        return
    if right in carried:
        if values[right] not in keys_of(meta):
            message = (
                f"The tag in line {meta.span.line} says {key} in {wrong}, where few consumers look, and something else "
                f"in {right}; make two tags of it."
            )
            plan.proposals.append(Proposal(ATTRIBUTE, message))
        return
    reason = f"Puts {key} into the attribute {right}, where consumers look for it."
    name = carried[wrong]
    plan.change(meta, tag.change(name.name_start, name.name_end, encoded(right, plan.page), reason, ATTRIBUTE))
    if name.value != key:
        plan.change(meta, with_value(plan.page, tag, wrong, key, reason, ATTRIBUTE))


def _edited(plan: Plan, meta: Meta, attribute: str) -> bool:
    """Whether another change in this round already covers the attribute."""
    found = plan.tag(meta).attributes.get(attribute)
    if found is None:
        return False
    start, end = plan.tag(meta).byte(found.name_start), plan.tag(meta).byte(found.end)
    return any(edit.start < end and edit.end > start for edit in plan.inside(meta))


def _settle_quotes(plan: Plan, meta: Meta) -> None:
    for attribute in ("property", "name", "itemprop", "content"):
        found = plan.tag(meta).attributes.get(attribute)
        if found is None or found.value_start is None or _value_edited(plan, meta, attribute):
            continue
        reason = f"Puts the values of {meta.key} into double quotes, without which some consumers don't read the tag."
        plan.change(meta, quoted(plan.page, plan.tag(meta), attribute, reason, QUOTES))


def _value_edited(plan: Plan, meta: Meta, attribute: str) -> bool:
    found = plan.tag(meta).attributes[attribute]
    if found.value_start is None:
        return True
    start, end = plan.tag(meta).byte(found.value_start), plan.tag(meta).byte(found.end)
    return any(edit.start < end and edit.end > start for edit in plan.inside(meta))
