"""One audit of a site, page by page."""

from __future__ import annotations


def audit(audit_id: int) -> None:
    """Do it."""
    raise NotImplementedError(audit_id)
