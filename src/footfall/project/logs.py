"""Log lines for people, and for machines; secrets are taken out of both."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime

from footfall.trace import trace

_SECRET = re.compile(
    r"(?i)((?:password|token|secret|authorization|cookie|csrf\w*|sessionid|api[_-]?key)[\"']?\s*[=:]\s*[\"']?)[^\s\"'&,;]+"
)
_IN_PATH = re.compile(r"(/(?:welcome|invitation|report|password/reset/key|email/confirm)/)[^/\s?\"']+")
_TOKEN = re.compile(r"\bff_[A-Za-z0-9]{8}_[\w-]+|(?i:(?<=bearer )|(?<=basic ))[\w.~+/=-]+")


def without_secrets(line: str) -> str:
    """The line with values of secrets, and addresses that open a door by themselves, replaced by dots."""
    return _IN_PATH.sub(r"\1…", _SECRET.sub(r"\1…", _TOKEN.sub("…", line)))


class Line(logging.Formatter):
    """`12:04:55 WARNING footfall.work: sentence`, followed by the request or job it belongs to."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        name = trace.get()
        return without_secrets(super().format(record)) + (f" [{name}]" if name else "")


class Json(logging.Formatter):
    """One JSON object a line: time, level, logger, message; where there are such, `trace` (the request or job), a
    request's own fields, and the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
        }
        if name := trace.get():
            said["trace"] = name
        for field, value in getattr(record, "fields", {}).items():
            said[field] = without_secrets(value) if isinstance(value, str) else value
        if record.exc_info:
            said["traceback"] = without_secrets(self.formatException(record.exc_info))
        return json.dumps(said, ensure_ascii=False)
