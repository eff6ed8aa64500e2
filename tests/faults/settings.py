"""The desk's settings as they are, with the app whose jobs the fault tests watch."""

from __future__ import annotations

from footfall.project.settings import *  # noqa: F403
from footfall.project.settings import INSTALLED_APPS as _APPS

INSTALLED_APPS = [*_APPS, "tests.faults.errands"]
