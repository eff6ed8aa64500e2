"""What a log line belongs to: the id of the request or the job that is being worked on."""

from __future__ import annotations

from contextvars import ContextVar

trace: ContextVar[str] = ContextVar("trace", default="")
