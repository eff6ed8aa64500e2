"""Many pages in the terminal: what to mend first, the worst pages, what nobody could judge."""

from __future__ import annotations

from typing import Final

from footfall.smo.draw.spoken import counted
from footfall.smo.draw.wall import State
from footfall.smo.report.columns import clipped
from footfall.smo.report.pen import Pen
from footfall.smo.report.ruledoc import rule_doc
from footfall.smo.report.tally import Row, RuleTally, Tally
from footfall.smo.report.text_page import unknown_lines
from footfall.smo.report.words import COSTS, FIXES, previews_counted, score_meaning, score_state
from footfall.smo.rule import Severity

RULES: Final = 10
"""Rules printed, those worth most first."""
WORST: Final = 10
"""Pages printed, the lowest score first."""


def summary_lines(tally: Tally, target: str, pen: Pen, *, examples: bool) -> list[str]:
    """What the pages say together. `examples` adds an address to each rule, where the pages aren't printed."""
    pages, score = tally.mean.pages, tally.mean.score
    lines = ["", pen.strong(target)]
    if score is None:
        return lines + pen.paragraph(score_meaning(None))
    mean = pen.state(score_state(score), f"{score} of 100")
    lines.append(f"{counted(pages, 'page')}, mean score {mean}.")
    lines += pen.paragraph(f"{previews_counted(*(tally.states[state] for state in State))}. {score_meaning(score)}")
    lines += _rules(tally, pen, examples=examples)
    if pages > 1:
        lines += _worst(tally.worst_pages()[:WORST], pages, pen)
    return lines + unknown_lines(tally.unknown_by_reason(), pen)


def _rules(tally: Tally, pen: Pen, *, examples: bool) -> list[str]:
    ranked = tally.by_worth()
    if not ranked:
        return ["", f"{pen.state(State.GOOD)} No rule found anything that costs readers."]
    lines = pen.heading("What to mend first")
    for one in ranked[:RULES]:
        lines += ["", *_rule(one, tally.mean.pages, pen, examples=examples)]
    others = len(tally.rules) - len(ranked[:RULES])
    if others > 0:
        milder = counted(others, "milder rule")
        lines += ["", *pen.paragraph(f"and {milder} with findings, in the JSON and HTML reports.")]
    return lines


def _rule(one: RuleTally, pages: int, pen: Pen, *, examples: bool) -> list[str]:
    lines = pen.titled(one.severity, rule_doc(one.rule).headline.replace("`", ""))
    where = "the site as a whole" if one.site else f"{one.pages:,} of {counted(pages, 'page')}"
    lines += pen.paragraph(f"{COSTS[one.severity].word}, {where}; {FIXES.get(one.fix, one.fix)}.", indent=2)
    example = one.examples[0]
    lines += pen.after("  → ", example.judged.finding.advice)
    parts = [one.rule]
    if examples and example.page:
        span = example.judged.finding.span
        parts.append(f"such as {example.page}" + (f", line {span.line}" if span else ""))
    return [*lines, pen.quiet_line(" · ".join(parts), indent=2)]


def _worst(rows: list[Row], pages: int, pen: Pen) -> list[str]:
    lines = pen.heading("Worst pages" if pages > len(rows) else "Pages, the worst first")
    for row in rows:
        broken = sum(row.severities[one] for one in (Severity.CRITICAL, Severity.HIGH))
        doubtful = sum(row.severities[one] for one in (Severity.MEDIUM, Severity.LOW))
        lead = f"{row.score:>5}  ▲ {broken:<3} ◆ {doubtful:<3} "
        lines.append(lead + clipped(row.page, pen.width - len(lead)))
    return lines
