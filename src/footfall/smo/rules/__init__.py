"""The rule catalogue: one rule a file, found by name. To add a rule, run `make new-rule ID=group-what-is-wrong`."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from footfall.smo.rule import Registered, Rule, Status


@cache
def registry() -> dict[str, Registered]:
    """All rules by id, in alphabetical order.

    Raises:
        RuntimeError: a file and the rule in it have different names, or a rule lacks what its status demands.
    """
    found = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        entry = _load(module.name)
        found[entry.rule.id] = entry
    return found


def _load(name: str) -> Registered:
    module = import_module(f"{__name__}.{name}")
    rule: Rule = module.RULE
    if rule.id != name.replace("_", "-"):
        raise RuntimeError(f"The rule {rule.id!r} stands in the file {name}.py; file and id must have the same name.")
    check, check_site = getattr(module, "check", None), getattr(module, "check_site", None)
    if (check or check_site) is None and rule.status is not Status.PLANNED:
        raise RuntimeError(f"The rule {rule.id!r} has no check, although its status is {rule.status}.")
    if rule.status is Status.PLANNED and not rule.waits_for:
        raise RuntimeError(f"The planned rule {rule.id!r} doesn't say what it waits for.")
    return Registered(rule, module.__doc__ or "", check, check_site)
