"""One audit under way: where its pages come from, where they go, how it ends."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from types import FrameType

from footfall.cli.manner import Manner
from footfall.cli.say import Exit, Progress, notice, stop
from footfall.cli.work import Audited, Job, Written, cores, on_cores
from footfall.smo.audit import audit_site, worst
from footfall.smo.report import Piecewise, Writer
from footfall.smo.rule import Severity
from footfall.smo.site import Digest, SiteBuilder

FEW = 8
"""Pages up to which starting further processes costs more than it saves."""


class Run:
    """One audit under way: pages go to the report as they come, Ctrl-C ends it in good order."""

    writer: Writer

    def __init__(self, threshold: Severity | None, progress: Progress, form: str) -> None:
        self.form = form
        self.threshold = threshold
        self.progress = progress
        self.site = SiteBuilder()
        self.pages = 0
        self.stopped = False
        self.found = False

    def take_local(self, jobs: Iterator[Job], workers: int | None, cluster: str | None) -> None:
        """Audit pages that are at hand, on as many processes as pay."""
        first = list(islice(jobs, FEW))
        everything = chain(first, jobs)
        few = len(first) < FEW
        with self.until_interrupted():
            if cluster:
                from footfall.cli.cluster import on_cluster

                results = on_cluster(everything, cluster, self.form)
            else:
                results = on_cores(everything, 1 if few else workers or cores(), self.form)
            for result in results:
                self.take(result)
                if self.stopped:
                    break

    def take(self, result: Audited | Written) -> None:
        """Write one page to the report and count it."""
        if isinstance(result, Audited):
            audit = result.audit
            self.writer.page(audit, result.facts, path=result.path)
            self._count(audit.url or result.path, worst(audit.findings), audit.digest)
        elif isinstance(self.writer, Piecewise):
            self.writer.piece(result.text, result.score)
            self._count(result.name, result.gravest, result.digest)

    def _count(self, name: str, gravest: Severity | None, digest: Digest) -> None:
        self.pages += 1
        self.site.add(digest)
        self.found |= self._counts(gravest)
        self.progress.step(name)

    def finish(self) -> None:
        """End the report; whatever was done is in it."""
        self.progress.close()
        judged = audit_site(self.site.facts())
        self.found |= self._counts(worst(judged.findings))
        self.writer.end(judged, partial=self.stopped)

    def exit_code(self) -> Exit:
        if self.stopped:
            return Exit.STOPPED
        if self.pages == 0:
            return Exit.UNREADABLE
        return Exit.FOUND if self.found else Exit.OK

    def tell_failures(self, manner: Manner, *, quiet: bool) -> None:
        """Say which addresses brought nothing. An audit that brought nothing at all ends here."""
        self.progress.close()
        if self.pages == 0 and manner.failures and not self.stopped:
            url, why = manner.failures[0]
            stop(f"{url} could not be audited. {why}")
        for url, why in [] if quiet else manner.failures[:5]:
            notice(f"{url} was left out. {why}")
        if len(manner.failures) > 5 and not quiet:
            notice(f"{len(manner.failures) - 5} further addresses were left out.")

    def _counts(self, gravest: Severity | None) -> bool:
        return self.threshold is not None and gravest is not None and gravest.rank <= self.threshold.rank

    @contextmanager
    def until_interrupted(self, end: Callable[[], object] = lambda: None) -> Iterator[None]:
        """The first Ctrl-C ends the audit in good order, with a call of `end`; the second at once."""

        def interrupted(_number: int, _frame: FrameType | None) -> None:
            if self.stopped:
                raise KeyboardInterrupt
            self.stopped = True
            self.progress.close()
            notice("Stopping; what is done will be in the report. Press Ctrl-C again to leave at once.")
            end()

        before = signal.signal(signal.SIGINT, interrupted)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)
