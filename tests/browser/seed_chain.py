"""Gives a running desk a site and the link of one post: ADDRESS POST. Prints JSON."""

from __future__ import annotations

import json
import sys

import django

django.setup()

from footfall.apps.accounts.actions.workspaces import make_workspace  # noqa: E402
from footfall.apps.accounts.models import Person  # noqa: E402
from footfall.apps.links.actions import create_for_delivery  # noqa: E402
from footfall.apps.sites.models import Site  # noqa: E402


def main() -> None:
    address, post = sys.argv[1], int(sys.argv[2])
    workspace = make_workspace(Person.objects.create_user("ada@bakery.example", name="Ada"), "Bakery")
    site = Site.objects.create(workspace=workspace, name="Bakery", address=f"{address}/")
    link = create_for_delivery(workspace, f"{address}/plain/bread", post=post, network="x", account="bakery")
    print(json.dumps({"site": site.pk, "code": link.code, "token": link.token}))


if __name__ == "__main__":
    main()
