"""Deeds at a desk in a process of its own: `python -m tests.live.deeds start ADDRESS PAGES`; prints JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import django


def start(address: str, pages: str) -> object:
    """Add a site and ask for an audit."""
    from footfall.apps.accounts.models import Workspace
    from footfall.apps.sites import actions

    workspace, _is_new = Workspace.objects.get_or_create(name="Acme", slug="acme")
    site = actions.add_site(workspace, address, by=None, max_pages=int(pages))
    return actions.start_audit(site).pk


def stop(audit: str) -> object:
    from footfall.apps.sites import actions
    from footfall.apps.sites.models import Audit

    actions.stop_audit(Audit.objects.get(pk=audit), by=None)
    return None


def snippet(audit: str, url: str) -> object:
    """The block that would mend the head of a page."""
    from footfall.apps.sites import results
    from footfall.apps.sites.models import AuditedPage

    page = results.judged(AuditedPage.objects.get(audit=audit, url=url))
    return results.fixes_of(page).snippet if page else ""


def compare(older: str, newer: str) -> object:
    """Rules that are new and gone, and how the score changed."""
    from footfall.apps.sites import results
    from footfall.apps.sites.models import Audit

    found = results.compare(Audit.objects.get(pk=older), Audit.objects.get(pk=newer))
    gone = {change.rule: change.gone_pages for change in found.gone}
    return {"new": [change.rule for change in found.new], "gone": gone, "score": found.score_change}


DEEDS: dict[str, Callable[..., object]] = {"start": start, "stop": stop, "snippet": snippet, "compare": compare}


def main(deed: str, *arguments: Any) -> None:
    django.setup()
    print(json.dumps(DEEDS[deed](*arguments)))


if __name__ == "__main__":
    main(*sys.argv[1:])
