"""Pages as they came, put away and taken out again."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace

from footfall.apps.sites.models import Audit, AuditedPage, PageSource, Thumbnail
from footfall.page import Page, parse_page
from footfall.page.facts import Image, PageFacts
from footfall.smo.audit import PageAudit, audit_parsed
from footfall.wire.record import from_text, to_text

LEVEL = 1
"""Of zlib: what a page costs to put away is part of what an audit costs; level 6 takes three times as long."""
KEPT_AUDITS = 2
"""Audits of a site whose pages are kept as they came: the newest, and the one it is compared with. Our choice."""


@dataclass(frozen=True, slots=True)
class JudgedPage:
    """A page worked out again from its source, by this version of Footfall."""

    row: AuditedPage
    page: Page
    facts: PageFacts
    audit: PageAudit


def judged(row: AuditedPage) -> JudgedPage | None:
    """The page with everything that is known of it; None when its source was not kept."""
    source = PageSource.objects.filter(page_id=row.pk).first()
    return judged_from(row, source, None) if source is not None else None


def judged_from(row: AuditedPage, source: PageSource, thumbnails: dict[str, bytes] | None) -> JudgedPage:
    """The page from a source that is at hand. `thumbnails` by address; None looks for them."""
    facts = from_text(PageFacts, zlib.decompress(source.facts).decode())
    facts = _with_thumbnails(row, facts, thumbnails)
    content_type = facts.response.header("content-type") if facts.response else ""
    page = parse_page(row.url, zlib.decompress(source.body), content_type=content_type)
    return JudgedPage(row, page, facts, audit_parsed(page, facts))


def source_of(row: AuditedPage, data: bytes, facts: PageFacts) -> PageSource:
    """The row that keeps a page, not yet saved. Thumbnails are left out: many pages share one."""
    images = {url: _bare(image) for url, image in facts.images.items()}
    text = to_text(replace(facts, images=images))
    return PageSource(page=row, body=zlib.compress(data, LEVEL), facts=zlib.compress(text.encode(), LEVEL))


def thumbnails_of(audit: Audit) -> dict[str, bytes]:
    """All thumbnails of an audit by the picture's address."""
    return {url: bytes(data) for url, data in audit.thumbnails.values_list("url", "data")}


def _bare(image: Image) -> Image:
    return replace(image, thumbnail=b"") if image.thumbnail else image


def _with_thumbnails(row: AuditedPage, facts: PageFacts, known: dict[str, bytes] | None) -> PageFacts:
    if not facts.images:
        return facts
    if known is None:
        found = Thumbnail.objects.filter(audit_id=row.audit_id, url__in=list(facts.images))
        known = {url: bytes(data) for url, data in found.values_list("url", "data")}
    drawn = {url: replace(image, thumbnail=known.get(url, b"")) for url, image in facts.images.items()}
    return replace(facts, images=drawn)
