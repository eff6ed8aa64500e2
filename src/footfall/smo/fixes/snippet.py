"""The block as text for the head of a CMS template, where the file itself can't be edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footfall.smo.fixes.addresses import own_address
from footfall.smo.fixes.model import NO_CONTEXT, FixContext
from footfall.smo.fixes.wanted import wanted
from footfall.smo.fixes.writing import escaped, meta_tag

if TYPE_CHECKING:
    from footfall.page import Page


def head_snippet(page: Page, context: FixContext = NO_CONTEXT) -> str:
    """The page's complete Open Graph and Twitter block, one tag a line, with a canonical link where the page has none.

    Values the page states already are kept. Empty when nothing is known of the page.
    """
    lines = [meta_tag(key, value) for key, value in wanted(page, context).items()]
    own = own_address(page)
    if own and not page.canonical:
        lines.append(f'<link rel="canonical" href="{escaped(own)}">')
    return "".join(f"{line}\n" for line in lines)
