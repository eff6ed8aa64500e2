"""The page's title for a card, and the site's name, from what the page says itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from footfall.smo.fixes import linked
from footfall.smo.fixes.words import plain, unescaped
from footfall.smo.judging.titles import SHORTEST, fault_of, offered_titles

if TYPE_CHECKING:
    from footfall.page import Page
    from footfall.smo.fixes.model import FixContext

LONGEST: Final = 300
"""Characters above which a text is no title."""
_TAIL = re.compile(r"^(?P<rest>.+)\s*(?:\s[|\-–—·•»«/:]+|[|:·•»«])\s+(?P<name>[^|–—·•»«]+)$", re.DOTALL)
_FRONT = re.compile(r"^(?P<name>[^|–—·•»«]+?)\s*(?:\s[|\-–—·•»«/]+|[|:·•»«])\s+(?P<rest>.+)$", re.DOTALL)
_SQUEEZE = re.compile(r"[\W_]+")


def title_of(page: Page, context: FixContext) -> str:
    """The first of `titles_of` of fit length, else one that is no worse than the title the page offers now, else ""."""
    found = titles_of(page, context)
    known = {fault_of(offered.value) for offered in offered_titles(page)}
    return next((title for title in found if not fault_of(title)), "") or next(
        (title for title in found if fault_of(title) in known), ""
    )


def titles_of(page: Page, context: FixContext) -> list[str]:
    """JSON-LD headline, twitter:title, `<title>` without the site's name, or the only `<h1>`: those the page has."""
    name = site_name_of(page, context)
    stated = (unescaped(linked.headline(page)), plain(page.meta_value("twitter:title")), plain(page.title))
    found = [title for title in stated if title and len(title) <= LONGEST and not _is_name(title, page, name)]
    if found:
        return [without_site(title, page, name) for title in found]
    headings = [plain(heading.text) for heading in page.headings if heading.level == 1]
    return [title for title in (*(headings if len(headings) == 1 else ()), plain(page.title)[:LONGEST]) if title]


def site_name_of(page: Page, context: FixContext) -> str:
    """The name readers know the site by; "" when nothing on the page says it."""
    for name in _stated_names(page, context):
        found = unescaped(name)
        if found and len(found) <= 60:
            return found
    for pattern in (_TAIL, _FRONT):
        found_part = pattern.match(plain(page.title)[:LONGEST])
        if found_part and _names_host(found_part.group("name"), page.host):
            return found_part.group("name").strip()
    return ""


def _stated_names(page: Page, context: FixContext) -> Iterator[str]:
    yield page.meta_value("og:site_name")
    yield context.site_name
    yield page.meta_value("application-name")
    yield from linked.site_names(page)


def without_site(title: str, page: Page, name: str) -> str:
    """The title without the site's name at its end or start, unless too little would be left."""
    headings = {_squeezed(heading.text) for heading in page.headings if heading.level == 1}
    for pattern in (_TAIL, _FRONT):
        found = pattern.match(title)
        rest = found.group("rest").strip() if found else ""
        if (
            found
            and len(rest) >= SHORTEST
            and (_is_name(found.group("name"), page, name) or _squeezed(rest) in headings)
        ):
            return rest
    return title


def _is_name(text: str, page: Page, name: str) -> bool:
    return bool(name and _squeezed(text) == _squeezed(name)) or _names_host(text, page.host)


def _names_host(text: str, host: str) -> bool:
    """Whether a text is the host's name: "The Corner Bakery" for www.the-corner-bakery.example."""
    squeezed = _squeezed(text)
    labels = host.removeprefix("www.").split(".")
    whole = {_squeezed("".join(labels[start:])) for start in range(len(labels))}
    return len(squeezed) > 2 and squeezed in {_squeezed(label) for label in labels[:-1]} | whole


def _squeezed(text: str) -> str:
    return _SQUEEZE.sub("", text).casefold()
