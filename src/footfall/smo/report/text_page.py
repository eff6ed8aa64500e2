"""One page in the terminal: its score, its findings by what they cost, its cards, what nobody could judge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from footfall.smo.audit import Judged
from footfall.smo.draw.layout import Part
from footfall.smo.draw.spoken import counted
from footfall.smo.draw.wall import State, Tile, wall
from footfall.smo.report.columns import columns, padded
from footfall.smo.report.pen import Pen
from footfall.smo.report.tally import Kept, Row, by_reason
from footfall.smo.report.words import COSTS, FIXES, consumers_named, previews_counted, score_meaning, score_state
from footfall.smo.rule import Severity

MOST: Final = 6
"""Findings of one rule printed in full; the others are counted."""
REASONS: Final = 6
"""Reasons printed why rules couldn't judge."""
INDENT: Final = 2
NARROW: Final = 24
"""Columns that a sentence needs beside something; with fewer it goes below."""


def page_lines(kept: Kept, pen: Pen) -> list[str]:
    """Everything about one page."""
    audit = kept.audit
    score = pen.state(score_state(audit.score), f"{audit.score} of 100")
    lines = ["", pen.strong(kept.page or "(page without an address)"), f"Score {score}."]
    lines += pen.paragraph(f"{cards(kept.row)}. {score_meaning(audit.score)}")
    for severity in Severity:
        lines += _severity(severity, [judged for judged in audit.findings if judged.severity is severity], pen)
    lines += wall_lines(wall(audit.previews, url=audit.url, facts=kept.facts), pen)
    passed = counted(len(audit.passed), "rule")
    lines += ["", f"{pen.state(State.GOOD)} {passed} found nothing wrong."]
    return lines + unknown_lines(by_reason(audit.unknown), pen)


def cards(row: Row) -> str:
    """How the cards came out."""
    return previews_counted(*(row.states[state] for state in State))


def _severity(severity: Severity, found: list[Judged], pen: Pen) -> list[str]:
    if not found:
        return []
    cost = COSTS[severity]
    lines = ["", *pen.titled(severity, f"{cost.word}: {cost.reader}")]
    printed: dict[str, int] = {}
    for judged in found:
        printed[judged.rule] = printed.get(judged.rule, 0) + 1
        if printed[judged.rule] <= MOST:
            lines += ["", *_finding(judged, pen)]
    for rule, count in printed.items():
        if count > MOST:
            lines += ["", *pen.paragraph(f"{rule} found {count - MOST:,} more.", indent=INDENT)]
    return lines


def _finding(judged: Judged, pen: Pen) -> list[str]:
    finding = judged.finding
    line = finding.span.line if finding.span else finding.line
    where = f"line {line}" if line else "page"
    lead = " " * INDENT + f"{where:<10}"
    blank = " " * columns(lead)
    lines = pen.after(lead, finding.message)
    lines += pen.after(blank, f"→ {finding.advice}")
    if finding.excerpt:
        lines.append(pen.quiet_line(finding.excerpt, indent=len(blank)))
    concerned = consumers_named(judged.consumers)
    parts = [judged.rule, FIXES.get(judged.fix, judged.fix), *([concerned] if concerned else [])]
    return lines + pen.quiet_lines(" · ".join(parts), indent=len(blank))


def wall_lines(tiles: Sequence[Tile], pen: Pen, *, shown: bool = False) -> list[str]:
    """A line or two a card: verdict, consumer, the sentence with the evidence; `shown` adds title and description."""
    if not tiles:
        return []
    lines = pen.heading("How the link looks")
    names = min(max(columns(tile.layout.name) for tile in tiles), 18)
    labels = max(columns(tile.verdict.label) for tile in tiles)
    for tile in tiles:
        lead = f"  {padded(tile.layout.name, names)}  {padded(tile.verdict.label, labels)}  "
        if len(lead) + NARROW > pen.width:
            first, rest = lead.rstrip(), pen.paragraph(tile.verdict.sentence, indent=2 * INDENT)
        else:
            first, *rest = pen.after(lead, tile.verdict.sentence)
        lines += [f"{pen.state(tile.verdict.state)}{first[1:]}", *rest]
        for line in tile.layout.lines if shown else ():
            if line.part in (Part.TITLE, Part.DESCRIPTION):
                lines.append(pen.quiet_line(line.text, indent=min(len(lead), pen.width - NARROW)))
    return lines


def unknown_lines(reasons: list[tuple[str, list[str]]], pen: Pen) -> list[str]:
    """What nobody could judge, the reason that stopped most rules first."""
    if not reasons:
        return []
    total = sum(len(rules) for _reason, rules in reasons)
    lines = ["", f"? {counted(total, 'rule')} could not judge:"]
    for reason, rules in reasons[:REASONS]:
        count = f" ({counted(len(rules), 'rule')})" if len(rules) > 1 else f" ({rules[0]})"
        lines += pen.after("  · ", reason + count)
    if len(reasons) > REASONS:
        others = counted(len(reasons) - REASONS, "other reason")
        lines += pen.after("  · ", f"and {others}, in the JSON and HTML reports.")
    return lines
