"""The report as JUnit XML: a suite a page, a case a rule that ran, failures with their advice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TextIO

from footfall.page.facts import NO_FACTS, PageFacts
from footfall.smo.audit import Judged, PageAudit, SiteAudit
from footfall.smo.draw.markup import text
from footfall.smo.report.writer import Options, Writer, ignored_said, named
from footfall.smo.rule import Severity


class JunitReport:
    """Writes a suite when its page comes. Findings milder than `fail_on` are told in a passing case."""

    def __init__(self, stream: TextIO, target: str, fail_on: Severity, ignored: int = 0) -> None:
        self._stream = stream
        self._target = target
        self._fail_on = fail_on
        self._ignored = ignored

    def begin(self) -> None:
        self._stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name={_attribute(self._target)}>\n')

    def page(self, audit: PageAudit, facts: PageFacts = NO_FACTS, *, path: str = "") -> None:  # noqa: ARG002
        name = named(audit, path) or "page"
        self._suite(name, audit.findings, audit.unknown, audit.passed, score=audit.score)

    def end(self, site: SiteAudit | None = None, *, partial: bool = False) -> None:
        if site is not None and (site.findings or site.unknown):
            self._suite("the site as a whole", site.findings, site.unknown, ())
        if partial:
            said = "The audit was interrupted; pages it had not reached are missing."
            case = f'<testcase classname="footfall" name="complete"><error message={_attribute(said)}/></testcase>'
            counts = 'tests="1" failures="0" errors="1" skipped="0"'
            self._stream.write(f'<testsuite name="the run" {counts}>{case}</testsuite>\n')
        if self._ignored:
            case = _case("ignored", f"<skipped message={_attribute(ignored_said(self._ignored))}/>")
            counts = 'tests="1" failures="0" errors="0" skipped="1"'
            self._stream.write(f'<testsuite name="what is ignored" {counts}>{case}</testsuite>\n')
        self._stream.write("</testsuites>\n")

    def _suite(
        self,
        name: str,
        findings: tuple[Judged, ...],
        unknown: Mapping[str, str],
        passed: Iterable[str],
        *,
        score: int | None = None,
    ) -> None:
        by_rule: dict[str, list[Judged]] = {}
        for judged in findings:
            by_rule.setdefault(judged.rule, []).append(judged)
        cases = {rule: self._found(rule, found) for rule, found in by_rule.items()}
        failures = sum("<failure" in case for case in cases.values())
        cases |= {rule: _case(rule, f"<skipped message={_attribute(why)}/>") for rule, why in unknown.items()}
        cases |= {rule: _case(rule, "") for rule in passed}
        counts = f'tests="{len(cases)}" failures="{failures}" errors="0" skipped="{len(unknown)}"'
        self._stream.write(f"<testsuite name={_attribute(name)} {counts}>\n")
        if score is not None:
            self._stream.write(f'<properties><property name="score" value="{score}"/></properties>\n')
        self._stream.writelines(cases[rule] + "\n" for rule in sorted(cases))
        self._stream.write("</testsuite>\n")

    def _found(self, rule: str, found: list[Judged]) -> str:
        gravest = min((judged.severity for judged in found), key=lambda severity: severity.rank)
        told = text("\n".join(_told(judged) for judged in found))
        if gravest.rank > self._fail_on.rank:
            return _case(rule, f"<system-out>{told}</system-out>")
        message = _attribute(found[0].finding.message)
        return _case(rule, f'<failure type="{gravest}" message={message}>{told}</failure>')


def writer(stream: TextIO, target: str, options: Options) -> Writer:
    return JunitReport(stream, target, options.fail_on, options.ignored)


def _case(rule: str, inside: str) -> str:
    group = rule.partition("-")[0]
    start = f"<testcase classname={_attribute('footfall.' + group)} name={_attribute(rule)}"
    return f"{start}>{inside}</testcase>" if inside else f"{start}/>"


def _told(judged: Judged) -> str:
    finding = judged.finding
    line = finding.span.line if finding.span else finding.line
    where = f"line {line}: " if line else ""
    excerpt = f"\n    {finding.excerpt}" if finding.excerpt else ""
    return f"{judged.severity}: {where}{finding.message}{excerpt}\n    {finding.advice}"


def _attribute(value: str) -> str:
    return f'"{text(" ".join(value.split()))}"'
