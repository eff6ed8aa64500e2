"""The mended robots.txt: opened for preview bots where the audit found it shut, everything else as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from footfall.apps.accounts.models import Workspace
from footfall.apps.accounts.rights import Role
from footfall.apps.sites.actions import add_example
from footfall.apps.sites.models import Audit, AuditedPage, Found
from tests.desk.making import make_member, signed_in

ADDRESS = "https://bakery.example/"


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.EXAMPLE_SITE = str(tmp_path)
    return tmp_path


def audited(workspace: Workspace, folder: Path, robots: str) -> Audit:
    """An audit of the example which found a picture shut; the site's robots.txt is `robots`."""
    (folder / "robots.txt").write_text(robots)
    audit = Audit.objects.create(workspace=workspace, site=add_example(workspace, by=None), state="done")
    page = AuditedPage.objects.create(audit=audit, url=f"{ADDRESS}post/", score=10)
    shown = {"audit": audit, "page": page, "severity": "critical", "message": "Shut."}
    Found.objects.create(rule="crawl-robots-image", urls=["/img/bread.jpg", "https://cdn.example/x.jpg"], **shown)
    return audit


def shown_to(role: Role, audit: Audit) -> str:
    return signed_in(make_member(audit.site.workspace, role)).get(address_of(audit)).content.decode()


def address_of(audit: Audit, part: str = "") -> str:
    return f"/w/{audit.site.workspace.slug}/audits/{audit.pk}/robots/{part}"


@pytest.mark.django_db
def test_the_picture_is_opened_and_the_rest_stays(client: Client, workspace: Workspace, folder: Path) -> None:
    audit = audited(workspace, folder, "# ours\nUser-agent: *\nDisallow: /img/\nDisallow: /cart\n")
    assert "Allow: /img/bread.jpg" in shown_to(Role.CLIENT, audit)
    client.force_login(make_member(workspace, Role.CLIENT))
    answer = client.get(address_of(audit, "file/"))
    mended = answer.content.decode()
    assert answer["content-disposition"] == 'attachment; filename="robots.txt"'
    assert mended.startswith("# ours\nUser-agent: *\nDisallow: /img/\nDisallow: /cart\n")
    assert "x.jpg" not in mended


@pytest.mark.django_db
def test_where_nothing_is_shut_any_more_it_says_so(workspace: Workspace, folder: Path) -> None:
    shown = shown_to(Role.VIEWER, audited(workspace, folder, "User-agent: *\nDisallow: /cart\n"))
    assert "Nothing is to be changed" in shown
    assert "Download robots.txt" not in shown


@pytest.mark.django_db
def test_a_robots_txt_that_cannot_be_read_is_a_sentence(client: Client, workspace: Workspace, folder: Path) -> None:
    audit = audited(workspace, folder, "")
    (folder / "robots.txt").unlink()
    client.force_login(make_member(workspace, Role.OWNER))
    assert "be read at present" in client.get(address_of(audit)).content.decode()
    answer = client.get(address_of(audit, "file/"))
    assert answer.status_code == 302
    assert answer["location"].endswith("/robots/")
