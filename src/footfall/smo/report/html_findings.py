"""The findings in the HTML report, grouped by what they cost the reader of a shared link."""

from __future__ import annotations

import re
from typing import Final

from footfall.smo.audit import Judged
from footfall.smo.draw.markup import Markup, address, join, tag
from footfall.smo.draw.spoken import counted, sentence, shortened
from footfall.smo.report.ruledoc import RuleDoc, rule_doc, rule_of
from footfall.smo.report.tally import Example, RuleTally, Tally
from footfall.smo.report.words import COSTS, FIXES, NEUTRAL, consumers_named
from footfall.smo.rule import Severity, Status

URLS: Final = 3
"""Other addresses printed of a finding."""
EXCERPT: Final = 400
"""Characters printed of an excerpt."""
_CODE: Final = re.compile(r"`([^`]+)`")


def findings_section(tally: Tally) -> Markup | None:
    """All rules that found something, the gravest first; None when there are none."""
    groups = [_group(severity, tally) for severity in Severity if tally.by_severity(severity)]
    if not groups:
        return None
    return tag("section", tag("h2", "What it costs your readers"), groups, id="findings")


def _group(severity: Severity, tally: Tally) -> Markup:
    cost = COSTS[severity]
    heading = tag("h3", severity_sign(severity), f"{cost.word}: ", tag("span", cost.reader, class_="plain"))
    rules = [_rule(one, tally.mean.pages) for one in tally.by_severity(severity)]
    return tag("section", heading, rules, class_="group")


def severity_sign(severity: Severity) -> Markup:
    """The shape of a severity; its word stands beside it."""
    state = COSTS[severity].state
    kind = f"sign sign-{state}" if state else "sign"
    return tag("span", state.shape if state else NEUTRAL, class_=kind, aria_hidden="true")


def _rule(one: RuleTally, pages: int) -> Markup:
    doc = rule_doc(one.rule)
    first, *others = one.examples
    said = tag(
        "div",
        tag("h4", coded(doc.headline.rstrip("."))),
        finding_html(first.judged),
        _others(one, first, others, pages),
        _explained(doc),
        class_="finding-said",
    )
    return tag("article", _margin(one, pages), said, class_="finding")


def _margin(one: RuleTally, pages: int) -> Markup:
    """What stands beside a finding: where, for whom, who can mend it, the rule's id."""
    rule = rule_of(one.rule)
    concerned = consumers_named(one.consumers)
    lines = [
        _extent(one, pages),
        f"Concerns {concerned}" if concerned else "",
        sentence(FIXES.get(one.fix, one.fix)),
        "A judgement from experience, not a platform's rule" if rule and rule.heuristic else "",
        "New rule: shown, not counted in the score" if rule and rule.status is Status.PREVIEW else "",
    ]
    items = [tag("li", line) for line in lines if line]
    return tag("ul", items, tag("li", tag("code", one.rule)), class_="finding-margin", role="list")


def _extent(one: RuleTally, pages: int) -> str:
    if one.site:
        return "The site as a whole"
    if pages > 1:
        return f"{one.pages:,} of {counted(pages, 'page')}"
    return counted(one.findings, "place") if one.findings > 1 else ""


def finding_html(judged: Judged) -> Markup:
    """One finding in full: what is wrong, what to do, the place in the source, addresses concerned."""
    finding = judged.finding
    urls = [tag("li", address(url, shown=shortened(url, 90))) for url in finding.urls[:URLS]]
    if len(finding.urls) > URLS:
        urls.append(tag("li", f"and {len(finding.urls) - URLS:,} more"))
    return join(
        (
            tag("p", finding.message),
            advice_line(finding.advice),
            excerpt_html(judged),
            tag("ul", urls, class_="small addresses") if urls and not _is_excerpt(judged) else None,
        )
    )


def _is_excerpt(judged: Judged) -> bool:
    return judged.finding.urls == (judged.finding.excerpt,)


def advice_line(advice: str) -> Markup:
    """What to do now."""
    arrow = tag("span", "→ ", aria_hidden="true")
    return tag("p", arrow, tag("span", "What to do: ", class_="unseen"), advice, class_="advice")


def excerpt_html(judged: Judged) -> Markup | None:
    """The offending text with its line; None when there is no text."""
    finding = judged.finding
    line = finding.span.line if finding.span else finding.line
    if not finding.excerpt:
        return tag("p", f"Line {line} of the page's source.", class_="small") if line else None
    number = tag("span", f"line {line}", class_="line-number") if line else None
    shown = finding.excerpt[:EXCERPT] + ("…" if len(finding.excerpt) > EXCERPT else "")
    return tag("pre", number, tag("code", tag("bdi", shown)), class_="excerpt")


def _others(one: RuleTally, first: Example, others: list[Example], pages: int) -> Markup | None:
    items = []
    for example in others:
        span = example.judged.finding.span
        line = span.line if span else example.judged.finding.line
        parts: list[Markup | str] = []
        if pages > 1 and example.page:
            parts.append(address(example.page, shown=shortened(example.page, 90)))
        if line:
            parts.append(f"line {line}")
        if example.judged.finding.message != first.judged.finding.message:
            parts.append(example.judged.finding.message)
        items.append(tag("li", _separated(parts)))
    if one.findings > len(one.examples):
        items.append(tag("li", f"and {one.findings - len(one.examples):,} more"))
    named = pages > 1 and first.page
    where = [tag("p", "On ", address(first.page, shown=shortened(first.page, 90)), class_="small")] if named else []
    if not items:
        return join(where)
    return join((*where, tag("details", tag("summary", _more(one, pages)), tag("ul", items), class_="small")))


def _more(one: RuleTally, pages: int) -> str:
    if pages == 1 or one.site:
        return f"{one.findings - 1:,} more like it"
    if one.findings == one.pages:
        return counted(one.pages - 1, "more page", "more pages")
    return f"{counted(one.findings - 1, 'more finding')} on {counted(one.pages, 'page')}"


def _separated(parts: list[Markup | str]) -> list[Markup | str]:
    spaced: list[Markup | str] = []
    for part in parts:
        spaced += [": " if len(spaced) else "", part] if part != parts[0] else [part]
    return spaced


def _explained(doc: RuleDoc) -> Markup | None:
    if not (doc.why or doc.bad):
        return None
    parts = (
        tag("p", coded(doc.why)) if doc.why else None,
        example_pair(doc),
        tag("p", "Sources: ", coded(doc.sources), class_="small") if doc.sources else None,
    )
    return tag("details", tag("summary", "Why, and an example"), parts)


def example_pair(doc: RuleDoc) -> Markup | None:
    """The rule's bad and good example, one above the other."""
    if not (doc.bad and doc.good):
        return None
    before = (tag("dt", "Instead of"), tag("dd", tag("pre", tag("code", doc.bad))))
    after = (tag("dt", "write"), tag("dd", tag("pre", tag("code", doc.good))))
    return tag("dl", before, after, class_="pair")


def coded(said: str) -> Markup:
    """A sentence whose `names` in backticks become code."""
    return join(tag("code", part) if index % 2 else part for index, part in enumerate(_CODE.split(said)))
