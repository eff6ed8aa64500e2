"""What the server serves: the edge, with Django behind it."""

from __future__ import annotations

from typing import cast

from a2wsgi.wsgi_typing import WSGIApp

from footfall.edge.door import Door
from footfall.project.wsgi import application as django

application = Door(cast(WSGIApp, django))
