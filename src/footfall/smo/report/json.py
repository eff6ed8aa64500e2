"""The report as JSON, page by page, the same bytes for the same audit. Its shape is audit.schema.json."""

from __future__ import annotations

import json
from typing import Final, TextIO

import orjson

from footfall import __version__
from footfall.page.facts import NO_FACTS, PageFacts
from footfall.smo.audit import Judged, PageAudit, SiteAudit
from footfall.smo.previews.model import Card, Chosen, Lost, Mark, Preview, Why
from footfall.smo.report.writer import Mean, Options, Writer, named

SCHEMA: Final = 1
"""Grows when a reader of the report has to change."""
MOST_LOST: Final = 20
"""Passed-over values written of each field: a hostile page has a hundred thousand."""
MOST_RAW: Final = 2000
"""Characters written of a value as it stands on the page."""
MOST_VALUE: Final = 300
"""Characters written of a passed-over value: enough to recognise it."""

_CODES: Final = {why: (why.name.lower().replace("_", "-"), why.value) for why in Why}
_WORDS: Final = {word: word.value for word in (*Mark, *Card)}

Seen = dict[int, list[object]]
"""What was passed over, by the identity of its tuple: consumers that read alike share one."""

JsonObject = dict[str, object]


class JsonReport:
    """Writes the report while the pages come."""

    def __init__(self, stream: TextIO, target: str, ignored: int) -> None:
        self._stream = stream
        self._target = target
        self._ignored = {"ignored": ignored} if ignored else {}
        self._mean = Mean()

    def begin(self) -> None:
        head = f'{{"schema":{SCHEMA},"footfall":{_dumped(__version__)},"target":{_dumped(self._target)},"pages":['
        self._stream.write(head)

    def page(self, audit: PageAudit, facts: PageFacts = NO_FACTS, *, path: str = "") -> None:  # noqa: ARG002
        self.piece(page_text(audit, path=path), audit.score)

    def piece(self, text: str, score: int) -> None:
        self._stream.write(",\n" if self._mean.pages else "\n")
        self._stream.write(text)
        self._mean.add(score)

    def end(self, site: SiteAudit | None = None, *, partial: bool = False) -> None:
        rest = {"site": site_object(site), "score": self._mean.score, "partial": partial, **self._ignored}
        self._stream.write("\n]," + _dumped(rest)[1:] + "\n")


def writer(stream: TextIO, target: str, options: Options) -> Writer:
    return JsonReport(stream, target, options.ignored)


def page_text(audit: PageAudit, *, path: str = "") -> str:
    """One page as it stands in the report, wherever it is written."""
    return _dumped(page_object(audit, path=path))


def page_object(audit: PageAudit, *, path: str = "") -> JsonObject:
    """One page as the report's schema describes it."""
    return {
        "url": named(audit, path),
        "score": audit.score,
        "findings": [finding_object(judged) for judged in audit.findings],
        "previews": _previews(audit.previews),
        "unknown": dict(audit.unknown),
    }


def _previews(previews: tuple[Preview, ...]) -> list[JsonObject]:
    seen: Seen = {}
    return [preview_object(preview, seen) for preview in previews]


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


def preview_object(preview: Preview, seen: Seen | None = None) -> JsonObject:
    """One consumer's preview with its evidence, as preview.schema.json describes it.

    `seen` is kept between previews of one page, so that what they share is worked out once.
    """
    seen = {} if seen is None else seen
    return {
        "consumer": preview.consumer,
        "title": preview.title.value if preview.title else None,
        "description": preview.description.value if preview.description else None,
        "image": preview.image.value if preview.image else None,
        "card": _WORDS[preview.card],
        "evidence": {
            "title": _field(preview.title, preview.lost_title, seen),
            "description": _field(preview.description, preview.lost_description, seen),
            "image": _field(preview.image, preview.lost_image, seen),
            "reasons": list(preview.reasons),
            "assumptions": list(preview.assumptions),
        },
        "confidence": _WORDS[preview.confidence],
    }


def _field(chosen: Chosen | None, lost: tuple[Lost, ...], seen: Seen) -> JsonObject:
    passed_over = seen.get(id(lost))
    if passed_over is None:
        passed_over = seen[id(lost)] = [_lost(one) for one in lost[:MOST_LOST]]
    if chosen is None:
        return {**_NOTHING, "lost": passed_over}
    return {
        "source": chosen.source,
        "attribute": chosen.attribute or None,
        "line": chosen.line or None,
        "offset": chosen.offset if chosen.line else None,
        "raw": chosen.raw[:MOST_RAW],
        "clipped": chosen.clipped,
        "mark": _WORDS[chosen.mark],
        "lost": passed_over,
    }


_NOTHING: Final[JsonObject] = {
    "source": None,
    "attribute": None,
    "line": None,
    "offset": None,
    "raw": None,
    "clipped": False,
    "mark": None,
}


def _lost(lost: Lost) -> JsonObject:
    code, why = _CODES[lost.why]
    return {
        "source": lost.source,
        "value": lost.value[:MOST_VALUE],
        "code": code,
        "why": why,
        "line": lost.line or None,
    }


def _dumped(value: object) -> str:
    try:
        return orjson.dumps(value).decode()
    except orjson.JSONEncodeError:
        # A page can hold half a surrogate pair, which no UTF-8 file can.
        said = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return said.encode("utf-8", "replace").decode("utf-8")
