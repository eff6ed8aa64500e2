"""Makes og:url and the canonical link name the same address, and states a canonical link where there is none.

Only addresses of the page's own site are touched: a canonical link to another host is somebody's decision.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from footfall.page.model import LinkTag, Place
from footfall.smo.fixes.addresses import is_web, own_address, same_path, same_site
from footfall.smo.fixes.edit import Edit
from footfall.smo.fixes.head import top_of_head
from footfall.smo.fixes.model import Change, Fixer, Proposal
from footfall.smo.fixes.social import with_value
from footfall.smo.fixes.tag import read_tag
from footfall.smo.fixes.words import plain
from footfall.smo.fixes.writing import encoded, escaped, style_of

if TYPE_CHECKING:
    from footfall.page import Page
    from footfall.smo.fixes.model import FixContext

RULE: Final = "link-canonical-og-mismatch"
FIXER = Fixer("align-canonical", (RULE,), "Makes og:url and the canonical link name the same address.", order=50)


def fix(page: Page, _context: FixContext) -> Iterator[Change]:
    canonicals = [link for link in page.links_of("canonical") if link.place in (Place.HEAD, Place.BODY)]
    if not canonicals:
        yield from _stated(page)
        return
    addresses = {page.resolve(link.href) for link in canonicals}
    if len(addresses) > 1:
        yield Proposal(
            RULE, "The page names several canonical addresses; keep the one that search engines should list."
        )
        return
    yield from _aligned(page, canonicals[0])


def _aligned(page: Page, link: LinkTag) -> Iterator[Change]:
    meta, canonical = page.meta("og:url"), page.resolve(link.href)
    if meta is None or not is_web(canonical) or not plain(canonical) or meta.value == canonical:
        return
    stated = page.resolve(meta.value)
    if not same_site(stated, canonical):
        message = (
            "og:url and the canonical link lead to different sites, so shares and search results are counted apart; "
            "decide which of them is the page's home."
        )
        yield Proposal(RULE, message)
        return
    tag = read_tag(page, meta.span, meta.attrs)
    if tag is not None:
        reason = "Writes the canonical address into og:url, so that all shares of the page are counted together."
        yield with_value(page, tag, "content", canonical, reason, RULE)


def _stated(page: Page) -> Iterator[Change]:
    own, meta = own_address(page), page.meta("og:url")
    if not own:
        return
    if meta is not None and not same_path(page.resolve(meta.value), own):
        message = "og:url names another page than this one, and no canonical link says which is right; correct og:url."
        yield Proposal(RULE, message, f'<link rel="canonical" href="{escaped(own)}">')
        return
    href = page.resolve(meta.value) if meta is not None else own
    tag = read_tag(page, meta.span, meta.attrs) if meta is not None and meta.value != href else None
    if tag is not None:
        reason = "Writes the whole address into og:url, which not every consumer completes itself."
        yield with_value(page, tag, "content", href, reason, RULE)
    spot = top_of_head(page)
    if spot is not None:
        line = f'<link rel="canonical" href="{escaped(href)}"{style_of(page).end}'
        reason = "States the page's canonical address, under which all spellings of its address are counted together."
        yield Edit(spot.offset, spot.offset, encoded(spot.text([line]), page), reason, (RULE,))
