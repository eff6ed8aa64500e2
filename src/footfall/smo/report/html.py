"""The report as one HTML file for a client: nothing is fetched, nothing runs, everything on the page is text."""

from __future__ import annotations

from typing import TextIO

from footfall.page.facts import NO_FACTS, PageFacts
from footfall.smo.audit import PageAudit, SiteAudit
from footfall.smo.draw.markup import Markup, tag
from footfall.smo.report.frame import framed
from footfall.smo.report.html_findings import findings_section
from footfall.smo.report.html_head import head_section, site_name, worth_section
from footfall.smo.report.html_method import method_section, unknown_section
from footfall.smo.report.html_pages import pages_section
from footfall.smo.report.html_wall import wall_section
from footfall.smo.report.tally import Tally
from footfall.smo.report.writer import Options, Writer


class HtmlReport:
    """Collects bounded figures and examples while pages come, and writes the file at the end."""

    def __init__(self, stream: TextIO, target: str, date: str, ignored: int) -> None:
        self._stream = stream
        self._target = target
        self._date = date
        self._ignored = ignored
        self._tally = Tally()

    def begin(self) -> None:
        """The head needs the figures of all pages, so nothing is written yet."""

    def page(self, audit: PageAudit, facts: PageFacts = NO_FACTS, *, path: str = "") -> None:
        self._tally.add(audit, facts, path=path)

    def end(self, site: SiteAudit | None = None, *, partial: bool = False) -> None:
        if site is not None:
            self._tally.add_site(site)
        self._stream.write("<!doctype html>\n")
        self._stream.write(document(self._tally, self._target, self._date, partial=partial, ignored=self._ignored))
        self._stream.write("\n")


def writer(stream: TextIO, target: str, options: Options) -> Writer:
    return HtmlReport(stream, target, options.date, options.ignored)


def document(tally: Tally, target: str, date: str, *, partial: bool, ignored: int = 0) -> Markup:
    """The whole file below the doctype."""
    main = tag(
        "main",
        worth_section(tally),
        wall_section(tally),
        findings_section(tally),
        pages_section(tally, target),
        unknown_section(tally),
        method_section(tally),
        id="main",
    )
    title = f"Link audit of {site_name(tally, target)}" + (f", {date}" if date else "")
    return framed(title, head_section(tally, target, date, partial=partial, ignored=ignored), main)
