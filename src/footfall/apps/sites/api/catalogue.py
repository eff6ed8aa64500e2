"""Routes about what Footfall knows: rules and consumers. The same for every workspace."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from ninja import Path, Router

from footfall.apps.accounts.api.caller import ApiRequest, Needs
from footfall.apps.accounts.api.shapes import Shown, Word
from footfall.apps.accounts.rights import Right
from footfall.smo.previews import Profile, profiles
from footfall.smo.report.ruledoc import rule_doc
from footfall.smo.rule import Fix, Rule, Severity, Status
from footfall.smo.rules import registry

router = Router(tags=["catalogue"], auth=Needs(Right.SEE))


class RuleOut(Shown):
    """What an audit looks for."""

    id: str
    severity: Severity
    fix: Fix
    status: Status
    group: str
    consumers: list[str]
    """Whose previews it concerns; "all" for everybody's."""
    heuristic: bool
    """A judgement from experience, not from a platform's rule."""
    site: bool
    """Judges the site as a whole."""
    headline: str


class RuleDetail(RuleOut):
    """A rule with its documentation."""

    looks_at: str
    why: str
    bad: str
    good: str
    sources: str


class ConsumerOut(Shown):
    """A program that draws link previews."""

    id: str
    name: str
    kind: str
    """network, messenger, chat or forum"""
    note: str
    known: int
    """How many of its values somebody knows."""
    unknown: int


@router.get("/rules", response=list[RuleOut], operation_id="list_rules")
def list_rules(request: ApiRequest) -> list[dict[str, Any]]:  # noqa: ARG001
    """All rules, in the order of the documentation."""
    return [_rule(entry.rule) for entry in registry().values()]


@router.get("/rules/{rule}", response=RuleDetail, operation_id="get_rule")
def get_rule(request: ApiRequest, rule: Path[Word]) -> dict[str, Any]:  # noqa: ARG001
    """One rule with its documentation: why it matters, a bad and a good example, sources."""
    known = registry().get(rule)
    if known is None:
        raise Http404
    doc = rule_doc(rule)
    texts = {name: getattr(doc, name) for name in ("looks_at", "why", "bad", "good", "sources")}
    return {**_rule(known.rule), **texts}


@router.get("/consumers", response=list[ConsumerOut], operation_id="list_consumers")
def list_consumers(request: ApiRequest) -> list[dict[str, Any]]:  # noqa: ARG001
    """All consumers whose previews are modelled."""
    return [_consumer(profile) for profile in profiles().values()]


def _rule(rule: Rule) -> dict[str, Any]:
    names = ("id", "severity", "fix", "status", "group", "heuristic", "site")
    known = {name: getattr(rule, name) for name in names}
    return {**known, "consumers": list(rule.consumers), "headline": rule_doc(rule.id).headline}


def _consumer(profile: Profile) -> dict[str, Any]:
    known = sum(leaf.known for leaf in profile.leaves.values())
    names = ("id", "name", "kind", "note")
    counts = {"known": known, "unknown": len(profile.leaves) - known}
    return {**{name: getattr(profile, name) for name in names}, **counts}
