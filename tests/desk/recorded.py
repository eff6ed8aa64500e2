"""Audits written down from pages that a test names, without network or folder."""

from __future__ import annotations

from typing import Any

from footfall.apps.accounts.models import Workspace
from footfall.apps.sites.models import Audit, AuditState, Site
from footfall.apps.sites.recording import Recorder
from footfall.page import parse_page
from footfall.page.facts import PageFacts
from footfall.wire.options import Crawled

ADDRESS = "https://mine.example/"


def make_site(workspace: Workspace, address: str = ADDRESS, *, name: str = "Mine") -> Site:
    """A site of the workspace, never audited."""
    return Site.objects.create(workspace=workspace, name=name, address=address)


def make_audit(site: Site, pages: dict[str, str] | None = None, *, state: str = AuditState.DONE) -> Audit:
    """An audit in a state, with these pages judged: HTML by path."""
    audit = Audit.objects.create(workspace=site.workspace, site=site, state=AuditState.RUNNING)
    if pages:
        recorder = Recorder(audit)
        for path, html in pages.items():
            url, data = site.address.rstrip("/") + path, html.encode()
            recorder.take(Crawled(url=url, data=data, facts=PageFacts(), page=parse_page(url, data)))
        recorder.finish(AuditState.DONE)
    Audit.objects.filter(pk=audit.pk).update(state=state)
    audit.refresh_from_db()
    return audit


def a_page(title: str = "A page", head: str = "", body: str = "Words") -> str:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def text(answer: Any) -> str:
    """What a page says, white space folded."""
    return " ".join(answer.content.decode().split())


def main_of(said: str) -> str:
    """The part of a page between the tags of main."""
    return said.partition("<main")[2].partition("</main>")[0]
