"""The report for a terminal: every finding of a few pages, a summary of many."""

from __future__ import annotations

from typing import Final, TextIO

from footfall.page.facts import NO_FACTS, PageFacts
from footfall.smo.audit import PageAudit, SiteAudit
from footfall.smo.report.pen import Pen
from footfall.smo.report.tally import Kept, Tally
from footfall.smo.report.text_page import page_lines
from footfall.smo.report.text_summary import summary_lines
from footfall.smo.report.writer import Options, Writer

IN_FULL: Final = 3
"""So many pages are printed with all their findings; more are summed up."""
NARROWEST, WIDEST = 40, 110
"""Columns: below, sentences fall apart; above, lines are hard to read."""


class TextReport:
    """Collects pages and prints when all have come, unless every page is wanted in full."""

    def __init__(self, stream: TextIO, target: str, options: Options) -> None:
        self._stream = stream
        self._target = target
        self._details = options.details
        self._pen = Pen(min(max(options.width, NARROWEST), WIDEST), colour=options.colour)
        self._tally = Tally(full=IN_FULL)

    def begin(self) -> None:
        """Nothing is known yet."""

    def page(self, audit: PageAudit, facts: PageFacts = NO_FACTS, *, path: str = "") -> None:
        row = self._tally.add(audit, facts, path=path)
        if self._details:
            self._print(page_lines(Kept(row.page, audit, facts, row), self._pen))

    def end(self, site: SiteAudit | None = None, *, partial: bool = False) -> None:
        if site is not None:
            self._tally.add_site(site)
        pages = self._tally.mean.pages
        if not self._details and pages <= IN_FULL:
            for kept in self._tally.full_pages():
                self._print(page_lines(kept, self._pen))
        if pages != 1 or any(tally.site for tally in self._tally.rules.values()):
            self._print(summary_lines(self._tally, self._target, self._pen, examples=pages > IN_FULL))
        if partial:
            said = "The audit was interrupted: pages that it had not reached are missing from this report."
            self._print(["", *self._pen.paragraph(said)])

    def _print(self, lines: list[str]) -> None:
        self._stream.writelines(line + "\n" for line in lines)


def writer(stream: TextIO, target: str, options: Options) -> Writer:
    return TextReport(stream, target, options)
