"""The report as SARIF 2.1.0, for code scanning in CI: results page by page, rules with their help."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final, TextIO
from urllib.parse import quote

from footfall import __version__
from footfall.page.facts import NO_FACTS, PageFacts
from footfall.smo.audit import Judged, PageAudit, SiteAudit
from footfall.smo.report.ruledoc import RuleDoc, rule_doc
from footfall.smo.report.writer import Options, Writer, ignored_said, origin
from footfall.smo.rule import Rule, Severity, Status
from footfall.smo.rules import registry

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: Final[Mapping[Severity, str]] = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.INFO: "note",
}
RANKS: Final[Mapping[Severity, float]] = {
    Severity.CRITICAL: 100.0,
    Severity.HIGH: 75.0,
    Severity.MEDIUM: 50.0,
    Severity.LOW: 25.0,
    Severity.INFO: 5.0,
}
"""SARIF's `rank`, 0 to 100: the order in which a viewer should show results."""
BASE: Final = "SITE"
_SAFE: Final = "/%:@!$&'()*+,;=~-._"

SarifObject = dict[str, object]


class SarifReport:
    """Writes results while the pages come; rules stand before them, as SARIF wants them by index."""

    def __init__(self, stream: TextIO, target: str, ignored: int) -> None:
        self._stream = stream
        self._ignored = ignored
        self._root = origin(target)
        self._rules = [entry.rule for entry in registry().values() if entry.rule.status is not Status.PLANNED]
        self._index = {rule.id: index for index, rule in enumerate(self._rules)}
        self._results = 0

    def begin(self) -> None:
        driver: SarifObject = {
            "name": "Footfall",
            "version": __version__,
            "semanticVersion": __version__,
            "rules": [_rule_object(rule) for rule in self._rules],
        }
        run: SarifObject = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints"}
        if self._root:
            run["originalUriBaseIds"] = {BASE: {"uri": self._root}}
        opened = _dumped(run)[:-1]
        self._stream.write(f'{{"$schema":"{SCHEMA}","version":"2.1.0","runs":[{opened},"results":[')

    def page(self, audit: PageAudit, facts: PageFacts = NO_FACTS, *, path: str = "") -> None:  # noqa: ARG002
        location = artifact(path or audit.url, self._root)
        for judged in audit.findings:
            self._write(self._result(judged, location, audit.url))

    def end(self, site: SiteAudit | None = None, *, partial: bool = False) -> None:
        for judged in site.findings if site else ():
            urls = judged.finding.urls
            self._write(self._result(judged, artifact(urls[0] if urls else self._root, self._root), ""))
        done: SarifObject = {"executionSuccessful": not partial}
        said = [("warning", "The audit was interrupted; pages it had not reached are missing.")] if partial else []
        said += [("note", ignored_said(self._ignored))] if self._ignored else []
        if said:
            done["toolExecutionNotifications"] = [{"level": level, "message": {"text": text}} for level, text in said]
        self._stream.write(f'\n],"invocations":[{_dumped(done)}]}}]}}\n')

    def _write(self, result: SarifObject) -> None:
        self._stream.write((",\n" if self._results else "\n") + _dumped(result))
        self._results += 1

    def _result(self, judged: Judged, location: SarifObject | None, url: str) -> SarifObject:
        finding = judged.finding
        result: SarifObject = {
            "ruleId": judged.rule,
            "level": LEVELS[judged.severity],
            "rank": RANKS[judged.severity],
            "message": {"text": f"{finding.message} {finding.advice}"},
        }
        if judged.rule in self._index:
            result["ruleIndex"] = self._index[judged.rule]
        if location is not None:
            result["locations"] = [{"physicalLocation": {"artifactLocation": location, **_region(judged)}}]
        known = {"severity": judged.severity.value, "fix": judged.fix, "consumers": list(judged.consumers), "url": url}
        result["properties"] = {**known, "urls": list(finding.urls)}
        return result


def writer(stream: TextIO, target: str, options: Options) -> Writer:
    return SarifReport(stream, target, options.ignored)


def artifact(name: str, root: str) -> SarifObject | None:
    """A page's location: relative to the site for its addresses, relative as given for files; None without a name."""
    if not name:
        return None
    if root and name.startswith(root):
        return {"uri": quote(name[len(root) :], safe=_SAFE + "?") or ".", "uriBaseId": BASE}
    if origin(name):
        return {"uri": quote(name, safe=_SAFE + "?")}
    return {"uri": quote(name.replace("\\", "/").removeprefix("./").lstrip("/"), safe=_SAFE.replace(":", ""))}


def _region(judged: Judged) -> SarifObject:
    finding = judged.finding
    span = finding.span
    line = span.line if span else finding.line
    if not line:
        return {}
    region: SarifObject = {"startLine": line}
    if span:
        region |= {"byteOffset": span.start, "byteLength": max(0, span.end - span.start)}
    if finding.excerpt:
        region["snippet"] = {"text": finding.excerpt}
    return {"region": region}


def _rule_object(rule: Rule) -> SarifObject:
    doc = rule_doc(rule.id)
    return {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.id.split("-")),
        "shortDescription": {"text": doc.headline.replace("`", "")},
        "fullDescription": {"text": (doc.why or doc.headline).replace("`", "")},
        "help": {"text": _help_text(doc), "markdown": _help_markdown(doc)},
        "defaultConfiguration": {"level": LEVELS[rule.severity], "rank": RANKS[rule.severity]},
        "properties": {
            "tags": [rule.group, *(["heuristic"] if rule.heuristic else [])],
            "precision": "medium" if rule.heuristic else "high",
            "fix": rule.fix.value,
        },
    }


def _help_text(doc: RuleDoc) -> str:
    parts = [doc.headline, doc.why, f"Bad:\n{doc.bad}" if doc.bad else "", f"Good:\n{doc.good}" if doc.good else ""]
    return "\n\n".join(part for part in parts if part).replace("`", "")


def _help_markdown(doc: RuleDoc) -> str:
    bad = f"**Bad**\n\n```html\n{doc.bad}\n```" if doc.bad else ""
    good = f"**Good**\n\n```html\n{doc.good}\n```" if doc.good else ""
    sources = f"Sources: {doc.sources}" if doc.sources else ""
    return "\n\n".join(part for part in (doc.headline, doc.why, bad, good, sources) if part)


def _dumped(value: object) -> str:
    said = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return said if said.isascii() else said.encode("utf-8", "replace").decode("utf-8")
