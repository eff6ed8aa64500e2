"""Fills a desk with a site and its links: run by the benchmark in a process of its own."""

from __future__ import annotations

import django

django.setup()

from django.db import transaction  # noqa: E402

from bench.redirects.known import LINKS, link  # noqa: E402
from footfall.apps.accounts.actions.workspaces import make_workspace  # noqa: E402
from footfall.apps.accounts.models import Person  # noqa: E402
from footfall.apps.links.models import Link  # noqa: E402
from footfall.apps.links.revisions import begin_change  # noqa: E402
from footfall.apps.sites.models import Site  # noqa: E402


@transaction.atomic
def main() -> None:
    workspace = make_workspace(Person.objects.create_user("owner@example.org", name="Owner"), "Bench")
    site = Site.objects.create(workspace=workspace, name="Shop", address="https://shop.example/")
    assert site.pk == 1, "the load names site 1"
    revision = begin_change()
    links = []
    for number in range(LINKS):
        made = link(number)
        kept = {"code": made.code, "target": made.target, "adds": made.adds, "token": made.token}
        links.append(Link(workspace=workspace, site=site, revision=revision, **kept))
    Link.objects.bulk_create(links)


if __name__ == "__main__":
    main()
