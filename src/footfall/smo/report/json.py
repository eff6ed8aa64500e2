"""The report as JSON, page by page, the same bytes for the same audit. Its shape is audit.schema.json."""

from __future__ import annotations

import json
from typing import Final, TextIO

from footfall import __version__
from footfall.page.facts import NO_FACTS, PageFacts
from footfall.smo.audit import Judged, PageAudit, SiteAudit
from footfall.smo.previews.model import Chosen, Lost, Preview
from footfall.smo.report.writer import Mean, Options, Writer, named

SCHEMA: Final = 1
"""Grows when a reader of the report has to change."""
MOST_LOST: Final = 20
"""Passed-over values written of each field: a hostile page has a hundred thousand."""
MOST_RAW: Final = 2000
"""Characters written of a value as it stands on the page."""
MOST_VALUE: Final = 300
"""Characters written of a passed-over value: enough to recognise it."""

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

JsonObject = dict[str, object]


class JsonReport:
    """Writes the report while the pages come."""

    def __init__(self, stream: TextIO, target: str) -> None:
        self._stream = stream
        self._target = target
        self._mean = Mean()

    def begin(self) -> None:
        head = f'{{"schema":{SCHEMA},"footfall":{_dumped(__version__)},"target":{_dumped(self._target)},"pages":['
        self._stream.write(head)

    def page(self, audit: PageAudit, facts: PageFacts = NO_FACTS, *, path: str = "") -> None:  # noqa: ARG002
        self._stream.write(",\n" if self._mean.pages else "\n")
        self._stream.write(_dumped(page_object(audit, path=path)))
        self._mean.add(audit.score)

    def end(self, site: SiteAudit | None = None, *, partial: bool = False) -> None:
        rest = {"site": site_object(site), "score": self._mean.score, "partial": partial}
        self._stream.write("\n]," + _dumped(rest)[1:] + "\n")


def writer(stream: TextIO, target: str, options: Options) -> Writer:  # noqa: ARG001
    return JsonReport(stream, target)


def page_object(audit: PageAudit, *, path: str = "") -> JsonObject:
    """One page as the report's schema describes it."""
    return {
        "url": named(audit, path),
        "score": audit.score,
        "findings": [finding_object(judged) for judged in audit.findings],
        "previews": [preview_object(preview) for preview in audit.previews],
        "unknown": dict(audit.unknown),
    }


def site_object(site: SiteAudit | None) -> JsonObject:
    """What the pages say together; empty where the site wasn't judged."""
    if site is None:
        return {"findings": [], "unknown": {}}
    return {"findings": [finding_object(judged) for judged in site.findings], "unknown": dict(site.unknown)}


def finding_object(judged: Judged) -> JsonObject:
    """One finding with its evidence."""
    finding = judged.finding
    span = finding.span
    return {
        "rule": judged.rule,
        "severity": judged.severity.value,
        "message": finding.message,
        "evidence": {
            "line": (span.line if span else finding.line) or None,
            "start": span.start if span else None,
            "end": span.end if span else None,
            "excerpt": finding.excerpt,
            "urls": list(finding.urls),
            "advice": finding.advice,
        },
        "fix": judged.fix,
        "consumers": list(judged.consumers),
    }


def preview_object(preview: Preview) -> JsonObject:
    """One consumer's preview with its evidence, as preview.schema.json describes it."""
    return {
        "consumer": preview.consumer,
        "title": preview.title.value if preview.title else None,
        "description": preview.description.value if preview.description else None,
        "image": preview.image.value if preview.image else None,
        "card": preview.card.value,
        "evidence": {
            "title": _field(preview.title, preview.lost_title),
            "description": _field(preview.description, preview.lost_description),
            "image": _field(preview.image, preview.lost_image),
            "reasons": list(preview.reasons),
            "assumptions": list(preview.assumptions),
        },
        "confidence": preview.confidence.value,
    }


def _field(chosen: Chosen | None, lost: tuple[Lost, ...]) -> JsonObject:
    return {
        "source": chosen.source if chosen else None,
        "attribute": (chosen.attribute or None) if chosen else None,
        "line": (chosen.line or None) if chosen else None,
        "offset": chosen.offset if chosen and chosen.line else None,
        "raw": chosen.raw[:MOST_RAW] if chosen else None,
        "clipped": chosen.clipped if chosen else False,
        "mark": chosen.mark.value if chosen else None,
        "lost": [_lost(one) for one in lost[:MOST_LOST]],
    }


def _lost(lost: Lost) -> JsonObject:
    return {
        "source": lost.source,
        "value": lost.value[:MOST_VALUE],
        "code": lost.why.name.lower().replace("_", "-"),
        "why": lost.why.value,
        "line": lost.line or None,
    }


def _dumped(value: object) -> str:
    said = _ENCODER.encode(value)
    # A page can hold half a surrogate pair, which no UTF-8 file can.
    return said if said.isascii() else said.encode("utf-8", "replace").decode("utf-8")
