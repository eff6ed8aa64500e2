"""What workers do for measuring."""

from __future__ import annotations

import time
from datetime import time as time_of_day

from footfall.apps.tracking import keys, salts
from footfall.apps.work.jobs import daily, every, job


@every(minutes=15)
@job(title="Forget the salts of past days")
def forget_salts() -> None:
    salts.forget(int(time.time() * 1000))


@daily(time_of_day(3, 40))
@job(title="Seal the keys of measuring anew")
def reseal_keys() -> None:
    keys.reseal()
