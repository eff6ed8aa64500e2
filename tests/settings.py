"""The desk's settings for tests: a data folder of their own, quick passwords, mail kept in memory."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("FOOTFALL_DATA", tempfile.mkdtemp(prefix="footfall-tests-"))
os.environ.setdefault("FOOTFALL_LOG_LEVEL", "WARNING")

from footfall.project.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
