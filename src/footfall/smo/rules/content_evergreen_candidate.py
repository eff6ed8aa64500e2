"""A page that people keep finding is hardly ever shared.

Looks at: measured visits from search and measured shares of the same page, over months.

Why it matters: what search brings month after month has proved its worth. Retold as a list, a card or a film, it can
work on networks, too.

Sources: social media optimization in general, on repackaging what lasts (2026-11-22); Footfall's own judgement
(heuristic, 2026-11-22).
"""

from __future__ import annotations

from footfall.smo.rule import Fix, Rule, Severity, Status

RULE = Rule(
    "content-evergreen-candidate",
    Severity.INFO,
    Fix.SUGGESTED,
    consumers=(),
    heuristic=True,
    status=Status.PLANNED,
    waits_for="measured search visits and share rates of the page.",
)
