"""What tests compare before and after a fix."""

from __future__ import annotations

from footfall.page import Page


def skeleton(page: Page) -> list[tuple[str, str]]:
    """All elements with their parents, but those a fix may add, move or remove."""
    return [
        (element.tag, getattr(element.parent, "tag", "") or "")
        for element in page.document.iter_elements()
        if element.tag not in ("meta", "link")
    ]
