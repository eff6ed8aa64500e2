"""Which bytes a whole element fills, so that it can be removed without leaving a hole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import turbohtml

from footfall.smo.fixes.social import whole_line

if TYPE_CHECKING:
    from footfall.page import Page
    from footfall.page.model import Anchor

_INLINE: Final = frozenset(("img", "svg", "path", "use", "g", "title", "i", "span", "b", "em", "strong", "small"))
"""What a simple link may contain."""


def extent_of_link(page: Page, anchor: Anchor) -> tuple[int, int] | None:
    """The bytes of a link that holds only text and pictures, with its list item or line where it fills that alone.

    None where the link is more than that, a script may look for it, or its end can't be told for certain.
    """
    element = [one for one in page.elements["a"] if one.attr("href") is not None][anchor.nth]
    inner = [one for one in element.descendants if isinstance(one, turbohtml.Element)]
    if "id" in anchor.attrs or any(one.tag not in _INLINE for one in inner):
        return None
    found = _bytes(page, element)
    parent = element.parent
    if found and isinstance(parent, turbohtml.Element) and parent.tag == "li" and _only_child(parent):
        found = _bytes(page, parent) or found
    return whole_line(page, *found) if found else None


def _only_child(parent: turbohtml.Element) -> bool:
    said = [one for one in parent.children if not isinstance(one, turbohtml.Text) or one.data.strip()]
    return len(said) == 1


def _bytes(page: Page, element: turbohtml.Element) -> tuple[int, int] | None:
    where = element.source_location
    if where is None or where.end_tag is None:
        return None
    start, end = page.source.byte(where.start_tag.start_offset), page.source.byte(where.end_tag.end_offset)
    text = page.data[start:end].decode(page.encoding, "replace").lower()
    whole = text.startswith(f"<{element.tag}") and text.rstrip(">\n\r\t ").endswith(f"</{element.tag}")
    return (start, end) if whole else None
