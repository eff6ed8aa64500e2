"""Audits that are stopped, handed back, taken up again, or lose their site: what is done stays, nothing is doubled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytest_django import Settings

from footfall.apps.accounts.models import Person, Workspace
from footfall.apps.sites import auditing, files
from footfall.apps.sites.actions import add_site, remove_site, start_audit, stop_audit
from footfall.apps.sites.models import Audit, AuditState, Site
from footfall.apps.sites.recording import Recorder
from footfall.apps.work.jobs import HandBack
from tests.desk.served import page, served
from tests.wire.sites import SmallSite

pytestmark = pytest.mark.django_db
PAGES = 30
Interrupt = Callable[[int, Callable[[], object]], None]


@pytest.fixture
def small(settings: Settings) -> Iterator[tuple[str, SmallSite]]:
    """A site of PAGES pages, each of which links to the two after it."""
    settings.ALLOW_PRIVATE = True
    pages: dict[str, Any] = {
        f"/{n}": page(f"Page number {n} of the small site", f"/{n + 1}", f"/{n + 2}") for n in range(1, PAGES)
    }
    pages |= {"/": page("The front page of the small site", "/1", "/2"), f"/{PAGES}": (404, "")}
    pages |= {f"/{PAGES + 1}": (404, "")}
    with served(pages) as found:
        yield found


@pytest.fixture
def site(small: tuple[str, SmallSite], workspace: Workspace, owner: Person) -> Site:
    return add_site(workspace, small[0], by=owner)


@pytest.fixture
def after(monkeypatch: pytest.MonkeyPatch) -> Interrupt:
    """Has something happen after so many pages were judged."""
    take = Recorder.take

    def arrange(pages: int, happening: Callable[[], object]) -> None:
        left = [pages]

        def counting(self: Recorder, crawled: Any) -> None:
            take(self, crawled)
            left[0] -= 1
            if left[0] == 0:
                happening()

        monkeypatch.setattr(Recorder, "take", counting)

    return arrange


def every_page_once(audit: Audit) -> bool:
    return Counter(audit.pages.values_list("url", flat=True)) == Counter({row.url: 1 for row in audit.pages.all()})


def counts_agree(audit: Audit) -> None:
    rules = Counter(audit.findings.values_list("rule", flat=True))
    assert {row.rule: row.findings for row in audit.rule_counts.all()} == dict(rules)
    assert Counter(audit.tally) == Counter(audit.findings.values_list("severity", flat=True))
    assert audit.pages_done == audit.pages.count()


def test_stopping_keeps_what_is_done(site: Site, owner: Person, after: Interrupt, monkeypatch: Any) -> None:
    monkeypatch.setattr(auditing, "LOOK", 0)
    audit = start_audit(site)
    after(10, lambda: stop_audit(audit, by=owner))
    auditing.audit(audit.pk)
    audit.refresh_from_db()
    assert audit.state == AuditState.STOPPED
    assert audit.pages.count() == 10
    assert audit.score is not None
    assert audit.pages_known == audit.pages_done + audit.pages_failed
    counts_agree(audit)


def test_an_audit_that_is_handed_back_goes_on_elsewhere(
    site: Site, small: tuple[str, SmallSite], after: Interrupt, monkeypatch: Any
) -> None:
    audit = start_audit(site)
    with monkeypatch.context() as patch:
        ending: list[bool] = []
        patch.setattr(auditing, "stopping", lambda: bool(ending))
        after(12, lambda: ending.append(True))
        with pytest.raises(HandBack):
            auditing.audit(audit.pk)
    audit.refresh_from_db()
    assert audit.state == AuditState.RUNNING
    assert audit.pages.count() == 12
    assert audit.pages_known > 12

    auditing.audit(audit.pk)
    audit.refresh_from_db()
    assert audit.state == AuditState.DONE
    assert audit.pages_done == PAGES + 2
    assert every_page_once(audit)
    counts_agree(audit)
    asked = Counter(path for path in small[1].pages_asked() if path in small[1].pages)
    assert sum(asked.values()) - len(asked) <= 16 + 8, "only pages that were under way are fetched again"


def test_a_page_that_was_fetched_but_not_written_is_not_lost(
    site: Site, after: Interrupt, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit = start_audit(site)

    def die() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Recorder, "is_due", lambda self: False)
        after(15, die)
        with pytest.raises(KeyboardInterrupt):
            auditing.audit(audit.pk)
    assert audit.pages.count() == 0
    auditing.audit(audit.pk)
    audit.refresh_from_db()
    assert audit.pages_done == PAGES + 2
    counts_agree(audit)


def test_an_audit_whose_site_is_removed_ends(site: Site, owner: Person, after: Interrupt) -> None:
    audit = start_audit(site)
    after(8, lambda: remove_site(site, by=owner))
    auditing.audit(audit.pk)
    assert not Audit.objects.exists()
    assert not list(files.crawl_file(audit.pk).parent.glob(f"audit-{audit.pk}.*"))


def test_progress_is_true_at_every_write(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    audit = start_audit(site)
    seen: list[tuple[int, int, int]] = []
    write = Recorder.write

    def watching(self: Recorder, *, ahead: int | None) -> None:
        write(self, ahead=ahead)
        now = Audit.objects.get(pk=audit.pk)
        seen.append((now.pages_done + now.pages_failed, now.pages_known, now.pages.count()))

    monkeypatch.setattr(Recorder, "is_due", lambda self: True)
    monkeypatch.setattr(Recorder, "write", watching)
    auditing.audit(audit.pk)
    assert all(done == rows <= known <= PAGES + 2 for done, known, rows in seen)
    assert [done for done, _known, _rows in seen] == sorted(done for done, _known, _rows in seen)
    assert any(done < known for done, known, _rows in seen)


def test_a_state_file_in_use_is_tried_again(site: Site, small: tuple[str, SmallSite]) -> None:
    from footfall.wire.state import State, StateError

    audit = start_audit(site)
    with State(files.crawl_file(audit.pk), [site.address]):
        with pytest.raises(StateError):
            auditing.audit(audit.pk)
        audit.refresh_from_db()
        assert audit.state == AuditState.RUNNING
        assert audit.problem.startswith("Another crawl is using")
    auditing.audit(audit.pk)
    audit.refresh_from_db()
    assert (audit.state, audit.problem) == (AuditState.DONE, "")
