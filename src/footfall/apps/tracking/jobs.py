"""What workers do for measuring."""

from __future__ import annotations

import time

from footfall.apps.tracking import salts
from footfall.apps.work.jobs import every, job


@every(minutes=15)
@job(title="Forget the salts of past days")
def forget_salts() -> None:
    salts.forget(int(time.time() * 1000))
