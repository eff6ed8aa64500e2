"""The report as one HTML file for a client: nothing is fetched, nothing runs, everything on the page is text."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Final, TextIO

from footfall import __version__
from footfall.page.facts import NO_FACTS, PageFacts
from footfall.smo.audit import PageAudit, SiteAudit
from footfall.smo.draw.card_html import card_css
from footfall.smo.draw.markup import Markup, tag
from footfall.smo.report.html_findings import findings_section
from footfall.smo.report.html_head import head_section, site_name, worth_section
from footfall.smo.report.html_method import method_section, unknown_section
from footfall.smo.report.html_pages import pages_section
from footfall.smo.report.html_wall import wall_section
from footfall.smo.report.tally import Tally
from footfall.smo.report.writer import Options, Writer

POLICY: Final = "default-src 'none'; img-src data:; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"
"""Nothing may be loaded or run; pictures only as data: addresses, and the one style sheet by its fingerprint."""


class HtmlReport:
    """Collects bounded figures and examples while pages come, and writes the file at the end."""

    def __init__(self, stream: TextIO, target: str, date: str) -> None:
        self._stream = stream
        self._target = target
        self._date = date
        self._tally = Tally()

    def begin(self) -> None:
        """The head needs the figures of all pages, so nothing is written yet."""

    def page(self, audit: PageAudit, facts: PageFacts = NO_FACTS, *, path: str = "") -> None:
        self._tally.add(audit, facts, path=path)

    def end(self, site: SiteAudit | None = None, *, partial: bool = False) -> None:
        if site is not None:
            self._tally.add_site(site)
        self._stream.write("<!doctype html>\n")
        self._stream.write(document(self._tally, self._target, self._date, partial=partial))
        self._stream.write("\n")


def writer(stream: TextIO, target: str, options: Options) -> Writer:
    return HtmlReport(stream, target, options.date)


@cache
def report_css() -> str:
    """The whole style sheet of the report."""
    own = resources.files(__package__).joinpath("report.css").read_text("utf-8")
    return f"\n{own}\n{card_css()}"


def document(tally: Tally, target: str, date: str, *, partial: bool) -> Markup:
    """The whole file below the doctype."""
    css = report_css()
    policy = POLICY.format(b64encode(sha256(css.encode()).digest()).decode())
    name = site_name(target)
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="generator", content=f"Footfall {__version__}"),
        tag("title", f"Link audit of {name}" + (f", {date}" if date else "")),
        tag("style", Markup(css)),
    )
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
    body = tag("body", head_section(tally, target, date, partial=partial), main, _foot())
    return tag("html", head, body, lang="en")


def _foot() -> Markup:
    made = f"Made with Footfall {__version__}, open-source software."
    return tag("footer", tag("p", made, " This file is complete: it loads nothing and runs nothing."))
