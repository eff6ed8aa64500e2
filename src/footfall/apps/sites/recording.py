"""An audit written down while it runs: pages in small batches, each in one transaction with all that is counted."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone

from footfall.apps.sites.models import (
    Audit,
    AuditedPage,
    AuditState,
    FailedPage,
    Found,
    PageSource,
    RuleCount,
    Thumbnail,
)
from footfall.apps.sites.sources import source_of
from footfall.page import Page
from footfall.page.facts import PageFacts
from footfall.smo.audit import Judged, PageAudit, SiteAudit, audit_parsed, audit_site, counts, digest_of
from footfall.smo.draw.wall import State, verdicts
from footfall.smo.rule import Severity
from footfall.smo.score import WEIGHTS
from footfall.smo.site import SiteBuilder
from footfall.wire.options import Crawled

EACH: Final = 0.4
"""Seconds between two batches: pages appear within half a second of being judged, and a batch costs one transaction."""
IDLE: Final = 2.0
"""The same while no page comes."""
MOST_WAITING: Final = 50
"""Pages of one batch at most, which bounds the memory that large pages take."""
LONGEST_URL: Final = 2000
_OF_FINDINGS = ("message", "advice", "excerpt", "line", "consumers", "urls", "fix")
COLUMNS: Final = ("audit_id", "page_id", "rule", "severity", *_OF_FINDINGS)
"""Of findings, all but their key."""
OUR_FAULT: Final = (
    "Footfall failed on this page, which is a fault in Footfall. Please report it together with the page."
)
_log = logging.getLogger(__name__)


class AuditGoneError(Exception):
    """The audit was deleted or ended by somebody else; there is nowhere left to write."""


class Recorder:
    """Judges pages and writes them down. It knows what earlier workers have written of the same audit."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit
        self._site = SiteBuilder()
        self._urls = set(audit.pages.values_list("url", flat=True))
        self._drawn = set(audit.thumbnails.values_list("url", flat=True))
        self._rules = {row.rule: row for row in audit.rule_counts.all()}
        self._tally: Counter[str] = Counter(audit.tally)
        self._failed = 0
        self._known = audit.pages_known
        self._written = float("-inf")
        self._begin_batch()
        FailedPage.objects.filter(audit=audit).delete()  # A resumed crawl tells them again, or has better luck.

    def take(self, crawled: Crawled) -> None:
        """Judge one page, or note why there is none."""
        page = crawled.page
        if page is None:
            self._fail(crawled, crawled.detail)
            return
        url = page.url if len(page.url) <= LONGEST_URL else crawled.url[:LONGEST_URL]
        if url in self._urls:
            self._site.add(digest_of(page))
            return
        audit = _judged(page, crawled.facts)
        if audit is None:
            self._fail(crawled, OUR_FAULT)
            return
        self._urls.add(url)
        self._site.add(audit.digest)
        row = self._page(url, audit, crawled.facts)
        self._pages.append(row)
        self._sources.append(source_of(row, page.data, crawled.facts))
        self._findings.extend((row, judged) for judged in audit.findings)
        self._count(audit.findings, pages=True)
        self._draw(crawled.facts)

    def is_due(self) -> bool:
        """Whether a batch should be written now; without pages now and then, since the number of pages known grows."""
        since = time.monotonic() - self._written
        return since >= (EACH if self._pages or self._failures else IDLE) or len(self._pages) >= MOST_WAITING

    def write(self, *, ahead: int | None) -> None:
        """Write the batch. `ahead` counts pages still to come, None where that is not known.

        Raises:
            AuditGoneError: see there.
        """
        with transaction.atomic():
            self._write(ahead)
        self._begin_batch()
        self._written = time.monotonic()

    def finish(self, state: AuditState, *, problem: str = "") -> None:
        """Write the rest, what the pages say together, the score and the end; call it inside a transaction.

        Raises:
            AuditGoneError: see there.
        """
        if self._urls:
            self._judge_site(audit_site(self._site.facts()))
        self._write(0)
        ended = {"state": state, "score": self._score(), "problem": problem, "ended_at": timezone.now()}
        Audit.objects.filter(pk=self._audit.pk).update(**ended)

    @property
    def pages(self) -> int:
        """Pages judged, by earlier workers too."""
        return len(self._urls)

    def _fail(self, crawled: Crawled, why: str) -> None:
        self._failed += 1
        self._failures.append(FailedPage(audit=self._audit, url=_text(crawled.url)[:LONGEST_URL], why=_text(why)))

    def _begin_batch(self) -> None:
        self._pages: list[AuditedPage] = []
        self._sources: list[PageSource] = []
        self._findings: list[tuple[AuditedPage | None, Judged]] = []
        self._failures: list[FailedPage] = []
        self._thumbnails: list[Thumbnail] = []
        self._changed: set[str] = set()

    def _write(self, ahead: int | None) -> None:
        done = len(self._urls) + self._failed
        self._known = self._known if ahead is None else done + ahead
        figures = {
            "pages_done": len(self._urls),
            "pages_failed": self._failed,
            "pages_known": max(self._known, done),
            "tally": dict(self._tally),
        }
        # First, since it takes the row's lock, and finds out whether the audit is still there.
        if not Audit.objects.filter(pk=self._audit.pk, state=AuditState.RUNNING).update(**figures):
            raise AuditGoneError
        AuditedPage.objects.bulk_create(self._pages)
        PageSource.objects.bulk_create(self._sources)
        self._insert_findings()
        FailedPage.objects.bulk_create(self._failures, ignore_conflicts=True)
        Thumbnail.objects.bulk_create(self._thumbnails, ignore_conflicts=True)
        RuleCount.objects.bulk_create(
            [self._rules[rule] for rule in sorted(self._changed)],
            update_conflicts=True,
            unique_fields=["audit", "rule"],
            update_fields=["severity", "pages", "findings", "points", "consumers"],
        )

    def _insert_findings(self) -> None:
        """Rows past the models: a page has twenty findings, and `bulk_create` takes five times as long for them."""
        if not self._findings:
            return
        quoted = connection.ops.quote_name
        names, marks = ", ".join(map(quoted, COLUMNS)), ", ".join(["%s"] * len(COLUMNS))
        rows = [self._row(page, judged) for page, judged in self._findings]
        with connection.cursor() as cursor:
            table = quoted(Found._meta.db_table)
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608 - our own names

    def _row(self, page: AuditedPage | None, judged: Judged) -> tuple[Any, ...]:
        """A finding's values in the order of COLUMNS; the page is saved by now."""
        finding = judged.finding
        return (
            self._audit.pk,
            page.pk if page is not None else None,
            judged.rule,
            judged.severity.value,
            _text(finding.message),
            _text(finding.advice),
            _text(finding.excerpt),
            (finding.span.line if finding.span else finding.line) or None,
            connection.ops.adapt_json_value(list(judged.consumers), None),
            connection.ops.adapt_json_value([_text(url) for url in finding.urls], None),
            judged.fix,
        )

    def _page(self, url: str, audit: PageAudit, facts: PageFacts) -> AuditedPage:
        severities = Counter(judged.severity.value for judged in audit.findings)
        broken = sum(one.state is State.BROKEN for one in verdicts(audit.previews, url=audit.url, facts=facts))
        return AuditedPage(
            audit=self._audit,
            url=url,
            title=_text(audit.digest.title)[:300],
            score=audit.score,
            broken_cards=broken,
            **{severity.value: severities[severity.value] for severity in Severity},
        )

    def _count(self, findings: Iterable[Judged], *, pages: bool) -> None:
        gravest: dict[str, Severity] = {}
        for judged in findings:
            row = self._rules.get(judged.rule)
            if row is None:
                row = self._rules[judged.rule] = RuleCount(
                    audit=self._audit, rule=judged.rule, severity=judged.severity.value, fix=judged.fix, consumers=[]
                )
            row.findings += 1
            row.severity = min(Severity(row.severity), judged.severity, key=_rank).value
            row.consumers.extend(name for name in judged.consumers if name not in row.consumers)
            self._tally[judged.severity.value] += 1
            gravest[judged.rule] = min(gravest.get(judged.rule, judged.severity), judged.severity, key=_rank)
        for rule, severity in gravest.items():
            self._rules[rule].pages += pages
            self._rules[rule].points += WEIGHTS[severity] if counts(rule) else 0
        self._changed.update(gravest)

    def _draw(self, facts: PageFacts) -> None:
        for url, image in facts.images.items():
            if image.thumbnail and url not in self._drawn and len(url) <= LONGEST_URL:
                self._drawn.add(url)
                self._thumbnails.append(Thumbnail(audit=self._audit, url=url, data=image.thumbnail))

    def _judge_site(self, audit: SiteAudit) -> None:
        self._findings.extend((None, judged) for judged in audit.findings)
        self._count(audit.findings, pages=False)

    def _score(self) -> int | None:
        """The mean of the pages' scores, rounded down, as reports have it."""
        total = self._audit.pages.aggregate(total=Sum("score"))["total"]
        return total // len(self._urls) if self._urls else None


def _judged(page: Page, facts: PageFacts) -> PageAudit | None:
    """The page's audit; None where Footfall itself failed, which must not end the audit of all the others."""
    try:
        return audit_parsed(page, facts)
    except Exception:
        _log.exception("Judging %s failed", page.url)
        return None


def _rank(severity: Severity) -> int:
    return severity.rank


def _text(text: str) -> str:
    """Without what no database takes: NUL, and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()
