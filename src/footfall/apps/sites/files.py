"""Files of audits on disk: where each lies, made of ids alone, and how they go."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from footfall.apps.sites.models import Export


def crawl_file(audit_id: int) -> Path:
    """The file with which an interrupted crawl continues; its folder exists."""
    return _folder("crawls") / f"audit-{audit_id}.sqlite"


def export_file(export: Export) -> Path:
    """Where an export lies once it is done; its folder exists."""
    return _folder("exports") / f"audit-{export.audit_id}-{export.pk}.{export.form}"


def remove_crawl(audit_id: int) -> None:
    _remove("crawls", f"audit-{audit_id}.sqlite*")


def remove_all(audit_ids: Iterable[int]) -> None:
    """Delete everything that lies on disk of some audits."""
    for audit_id in audit_ids:
        remove_crawl(audit_id)
        _remove("exports", f"audit-{audit_id}-*")


def _folder(name: str) -> Path:
    folder: Path = settings.DATA / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _remove(folder: str, pattern: str) -> None:
    for path in (settings.DATA / folder).glob(pattern):
        path.unlink(missing_ok=True)
