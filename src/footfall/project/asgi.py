"""What the server serves: the edge, with Django behind it."""

from __future__ import annotations

from typing import cast

from django.conf import settings

from footfall.edge.bridge import WSGIApp
from footfall.edge.door import Door
from footfall.project.wsgi import application as django

application = Door(cast(WSGIApp, django), log_requests=settings.LOG_REQUESTS, believe_ids=settings.TRUSTED_PROXIES > 0)
