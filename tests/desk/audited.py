"""A site with an audit of the example shop, for tests that only read."""

from __future__ import annotations

from pathlib import Path

from django.test import override_settings

from footfall.apps.accounts.models import Workspace
from footfall.apps.sites.actions import add_example, start_audit
from footfall.apps.sites.auditing import audit as run
from footfall.apps.sites.models import Audit

SHOP = Path(__file__).parents[2] / "examples/shop"


def audit_of_shop(workspace: Workspace) -> Audit:
    """The example shop, audited in the workspace; audited again where it was before."""
    with override_settings(EXAMPLE_SITE=str(SHOP)):
        audit = start_audit(add_example(workspace, by=None))
        run(audit.pk)
    audit.refresh_from_db()
    return audit
