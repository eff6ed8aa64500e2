"""What a fetch came to, asserted."""

from __future__ import annotations

from footfall.page.facts import Fault
from footfall.wire.outcome import Failed, Fetched


def fetched(outcome: Fetched | Failed) -> Fetched:
    assert isinstance(outcome, Fetched), outcome
    return outcome


def failed(outcome: Fetched | Failed, fault: Fault) -> Failed:
    assert isinstance(outcome, Failed), outcome
    assert outcome.fault is fault
    assert outcome.detail[0].isupper()
    assert outcome.detail.endswith(".")
    assert "Error" not in outcome.detail
    return outcome
