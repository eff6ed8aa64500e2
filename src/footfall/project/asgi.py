"""What the server serves: the edge, with Django behind it."""

from __future__ import annotations

import re
from typing import cast

from django.conf import settings

from footfall.edge.bridge import WSGIApp
from footfall.edge.door import Door
from footfall.edge.front import Front
from footfall.edge.rsgi import Granian
from footfall.events.opening import open_inbox
from footfall.project.wsgi import application as django

_UPLOADS = re.compile(r"/w/[^/]+/leads/offers/(?:add|\d+/change)/")
"""Where people upload the files of offers."""


def _made() -> Granian:
    from footfall.apps.leads.files import LARGEST
    from footfall.apps.links import telling  # They have models: Django must be ready, as it is by now.
    from footfall.apps.tracking.registry import DeskRegistry

    inbox = open_inbox(settings.EVENTS)
    telling.use(inbox)
    front = Front(
        DeskRegistry().start(),
        inbox,
        proxies=settings.TRUSTED_PROXIES,
        report_to=settings.REPORT_TO,
        log_requests=settings.LOG_REQUESTS,
    )
    believes = settings.TRUSTED_PROXIES > 0
    door = Door(
        cast(WSGIApp, django),
        front=front,
        larger={_UPLOADS: LARGEST + 200_000},  # And the other fields of the form.
        log_requests=settings.LOG_REQUESTS,
        believe_ids=believes,
    )
    return Granian(door, front, closing=inbox.close)


application = _made()
