"""Whole audits as files: the same reports that the command line writes, worked out again from the pages' sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.models import ApiToken, Person
from footfall.apps.sites import files, jobs
from footfall.apps.sites.ignoring import ignoring, only_ignored
from footfall.apps.sites.models import Audit, AuditState, Export, ExportForm, ExportState
from footfall.apps.sites.sources import JudgedPage, judged_from, thumbnails_of
from footfall.apps.work.jobs import enqueue
from footfall.smo.audit import audit_site
from footfall.smo.report import Options, open_report
from footfall.smo.site import SiteBuilder
from footfall.wire.printing import PrintingError, print_pdf

AT_ONCE: Final = 100
"""Pages up to which an export is made while the person waits: two seconds at most. Our choice."""
CHUNK: Final = 50
"""Pages held in memory at a time."""
MEDIA_TYPES: Final = {
    ExportForm.HTML: "text/html; charset=utf-8",
    ExportForm.JSON: "application/json",
    ExportForm.SARIF: "application/sarif+json",
    ExportForm.JUNIT: "application/xml",
    ExportForm.PDF: "application/pdf",
}
_WRITERS: Final = {ExportForm.JUNIT: "junit", ExportForm.PDF: "html"}
"""Names of report formats where they differ from the file's ending."""


class SourceGoneError(Exception):
    """The audit's pages were not kept."""


def ask_export(audit: Audit, form: str, *, by: Person | ApiToken | None) -> Export:
    """Have an audit written as a file. A small one is made at once, a large one by a worker; `state` tells."""
    person = by if isinstance(by, Person) else None
    with transaction.atomic():
        export = Export.objects.create(workspace=audit.workspace, audit=audit, form=ExportForm(form), asked_by=person)
        note("audit.exported", audit.site, workspace=audit.workspace, by=by, audit=audit.pk, form=form)
        if audit.pages_done > AT_ONCE:
            enqueue(jobs.make_export, export.pk)
            return export
    make(export.pk)
    export.refresh_from_db()
    return export


def file_of(export: Export) -> Path | None:
    """The export's file once it is done; None before, and when it was cleared away."""
    path = files.export_file(export)
    return path if export.state == ExportState.DONE and path.is_file() else None


def file_name(export: Export) -> str:
    """What the file is called when somebody saves it: host, day, ending."""
    host = export.audit.site.address.partition("://")[2].partition("/")[0]
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in ".-") else "-" for letter in host)
    return f"footfall-{plain}-{export.audit.asked_at:%Y-%m-%d}.{export.form}"


def make(export_id: int) -> None:
    """Write the file. What can't be done becomes a sentence; the person may ask again."""
    export = Export.objects.select_related("audit__site", "audit__workspace").filter(pk=export_id).first()
    if export is None or export.state == ExportState.DONE:
        return
    path = files.export_file(export)
    beside = path.with_name(f"{path.name}.part")
    try:
        export.ignored = only_ignored(export.audit.findings.all(), export.audit.site).count()
        _write(export, beside)
        beside.replace(path)
    except SourceGoneError:
        export.problem = _(
            "The pages of this audit are no longer kept: only the two newest audits of a site can be exported. "
            "Audit the site again, then export."
        )
    except PrintingError as error:
        export.problem = str(error)
    finally:
        beside.unlink(missing_ok=True)
    export.state = ExportState.FAILED if export.problem else ExportState.DONE
    export.save(update_fields=["state", "problem", "ignored"])
    _forget_older(export)


def _write(export: Export, path: Path) -> None:
    """Write the file.

    Raises:
        SourceGoneError, PrintingError: see there.
    """
    if export.form != ExportForm.PDF:
        _write_report(export, path)
        return
    page = path.with_suffix(".html")
    try:
        _write_report(export, page)
        print_pdf(page, path)
    finally:
        page.unlink(missing_ok=True)


def _write_report(export: Export, path: Path) -> None:
    audit, form = export.audit, ExportForm(export.form)
    known = ignoring(audit.site)
    options = Options(date=audit.asked_at.date().isoformat(), ignored=export.ignored)
    site = SiteBuilder()
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        report = open_report(_WRITERS.get(form, form.value), stream, target=audit.site.address, options=options)
        for page in _pages(audit):
            site.add(page.audit.digest)
            heeded = known.heeded(page.audit.findings, page.row.url)
            report.page(replace(page.audit, findings=heeded), page.facts)
        together = audit_site(site.facts())
        findings = known.heeded(together.findings, "")
        report.end(replace(together, findings=findings), partial=audit.state != AuditState.DONE)


def _pages(audit: Audit) -> Iterator[JudgedPage]:
    """The audit's pages, worked out again.

    Raises:
        SourceGoneError: they were not kept.
    """
    thumbnails = thumbnails_of(audit)
    for row in audit.pages.select_related("source").order_by("pk").iterator(chunk_size=CHUNK):
        if not hasattr(row, "source"):
            raise SourceGoneError
        yield judged_from(row, row.source, thumbnails)


def _forget_older(export: Export) -> None:
    """An audit has one file of each kind: the newest."""
    older = Export.objects.filter(audit=export.audit, form=export.form, pk__lt=export.pk)
    for one in older.exclude(state=ExportState.WAITING):
        files.export_file(one).unlink(missing_ok=True)
        one.delete()
