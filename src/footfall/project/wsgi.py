"""Django as a WSGI application: what stands behind the edge."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "footfall.project.settings")
application = get_wsgi_application()
