"""Sources in the page's own words: titles, headings, paragraphs, visible text and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import turbohtml

from footfall.page import Page
from footfall.page.facts import PageFacts
from footfall.smo.previews.candidate import NOWHERE, Candidate, Reader, from_element

ENOUGH_TEXT = 1000
"""Characters of body text after which no consumer reads on."""


def _title(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
    if page.title and page.title_place:
        yield Candidate(page.title, "title", "", page.title_place.line, page.title_place)


def _title_text(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
    """All title elements one after the other, those of drawings too, white space as written."""
    text = "".join(element.text for element in page.elements["title"])
    first = next((element for element in page.elements["title"] if element.source_line is not None), None)
    if text.strip() and first is not None:
        yield from_element(page, first, "title-text", page.source.clean(text))


def _h1(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
    for element in page.elements["h1"][:1]:
        text = " ".join(element.text.split())
        if text:
            yield from_element(page, element, "h1", page.source.clean(text))


def sole_text(element: turbohtml.Element) -> str | None:
    """The text of an element that contains nothing but one text, however deep; None otherwise."""
    while len(element.children) == 1:
        child = element.children[0]
        if isinstance(child, (turbohtml.Text, turbohtml.Comment)):
            return child.data
        if not isinstance(child, turbohtml.Element):
            return None
        element = child
    return None


def _first_heading(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
    found = [element for tag in ("title", "h1", "h2", "h3") for element in page.elements[tag]]
    for element in sorted(found, key=lambda element: element.position or (0, 0)):
        text = sole_text(element)
        if text is not None:
            yield from_element(page, element, "first-heading", page.source.clean(text).strip())
            return


def _paragraph_after_h1(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
    h1 = next(iter(page.elements["h1"]), None)
    paragraphs = page.elements["p"]
    after = [p for p in paragraphs if h1 is not None and (p.position or (0, 0)) > (h1.position or (0, 0))]
    for element in (*after[:1], *paragraphs[:1]):
        text = " ".join(element.text.split())
        if text:
            yield from_element(page, element, "paragraph", page.source.clean(text))
            return


def _image(page: Page, index: int, source: str) -> Candidate:
    image = page.images[index]
    return Candidate(image.src, source, "src", image.line, image)


def _first_image(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
    for image in page.images:
        if image.src:
            yield _image(page, image.nth, "img-first")
            return


def _largest_image(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
    best, best_area = None, 0.0
    for image in page.images:
        width, height = _float(image.attrs.get("width")), _float(image.attrs.get("height"))
        if image.src and width > 10 and height > 10 and width * height > best_area:
            best, best_area = image.nth, width * height
    if best is not None:
        yield _image(page, best, "img-largest")


def _float(value: str | None) -> float:
    try:
        return float(value or 0)
    except ValueError:
        return 0.0


def _image_after_h1(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
    for h1 in page.elements["h1"][:1]:
        for sibling in h1.next_siblings:
            if isinstance(sibling, turbohtml.Element) and sibling.tag == "img" and sibling.attr("src"):
                yield from_element(page, sibling, "img-after-h1", sibling.attr("src") or "")
                return


def _body_text(page: Page, _facts: PageFacts) -> Iterator[Candidate]:
    """The page's visible text, one text node a line, for consumers that summarise it."""
    texts = [""] * _blank_texts_before_head(page)
    total = 2 * len(texts)
    for node in visible_text(page.document):
        texts.append(re.sub(r"\s+", "\n", node).strip())
        total += len(texts[-1]) + 2
        if total > ENOUGH_TEXT:
            break
    if any(texts):
        yield Candidate(page.source.clean("\n\n".join(texts)), "body-text", "", 0, NOWHERE)


def _blank_texts_before_head(page: Page) -> int:
    """White space that the HTML standard drops, but that a summary by Beautiful Soup counts as empty paragraphs."""
    head = page.head_span
    if head is None or head.start > MOST_PROLOGUE:
        return 0
    prologue = _COMMENT.sub("<>", page.data[: head.start].decode("latin-1")) + "<"
    return len(_BLANK_TEXT.findall(prologue))


MOST_PROLOGUE = 4096
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BLANK_TEXT = re.compile(r">\s+(?=<)")
HIDDEN = frozenset(
    ("head", "header", "nav", "aside", "footer", "script", "noscript", "style", "svg", "iframe", "video", "canvas")
) | {"img", "picture"}
"""Elements whose text Matrix servers leave out of a summary (synapse/media/preview_html.py 1.163.2, 2026-11-22)."""
HIDDEN_ROLES = frozenset(("directory", "menu", "menubar", "toolbar"))


def visible_text(document: turbohtml.Document) -> Iterator[str]:
    """Text nodes outside the hidden elements, in document order."""
    stack: list[turbohtml.Node] = [document]
    while stack:
        node = stack.pop()
        if isinstance(node, turbohtml.Text):
            yield node.data
        elif isinstance(node, turbohtml.Document) or (
            isinstance(node, turbohtml.Element) and node.tag not in HIDDEN and node.attr("role") not in HIDDEN_ROLES
        ):
            stack.extend(reversed(node.children))


CONTENTS: Mapping[str, Reader] = {
    "title": _title,
    "title-text": _title_text,
    "h1": _h1,
    "first-heading": _first_heading,
    "paragraph": _paragraph_after_h1,
    "body-text": _body_text,
    "img-first": _first_image,
    "img-largest": _largest_image,
    "img-after-h1": _image_after_h1,
}
