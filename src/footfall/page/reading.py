"""The text a visitor came for: where it begins and ends in the source, its paragraphs, the pictures among them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

import turbohtml

from footfall.page.content import fold, number
from footfall.page.kept import kept

if TYPE_CHECKING:
    from footfall.page.page import Page

Spot = tuple[int, int]
"""Line and column in the source: cheap to ask for, and ordered."""

_SHORT: Final = 60
"""A paragraph of fewer characters is a caption, a date or a button (heuristic)."""
_SHARES: Final = (20, 12, 7, 4)
"""Twentieths of a paragraph's text that count for its parent, grandparent and so on: the nearest common box wins."""
_SMALL_WIDTH: Final = 150
"""A picture declared narrower, in pixels, is an icon, a portrait or a counter (heuristic)."""
_DECORATIONS: Final = (
    *("logo", "icon", "avatar", "sprite", "pixel", "spacer", "blank.", "1x1", "badge", "emoji", "/ad/", "/ads/"),
    *("doubleclick", "tracking", "button", "author"),
)
"""Parts of addresses and class names of what is no picture to look at."""
_SOURCES: Final = ("src", "data-src", "data-lazy-src", "data-original", "srcset", "data-srcset")
_FILMS: Final = ("video", "audio", "iframe", "embed", "object", "canvas")
_CLIMB: Final = 8
_LIST: Final = 3
"""Items that make a list."""
_SPACELESS: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]")


class Reading:
    """The main text of a page; everything is worked out when first asked for.

    It doesn't keep the page, which keeps it: a circle would hold every page in memory until the collector comes by.
    """

    def __init__(self, page: Page, box: turbohtml.Element, own: list[tuple[turbohtml.Element, str]]) -> None:
        self._elements, self._source, self._extent = page.elements, page.source, page.extent
        self._box = box
        self._own = own

    @kept
    def paragraphs(self) -> tuple[str, ...]:
        """The text's paragraphs of 60 characters and more, white space folded."""
        return tuple(fold(self._source.clean(text)) for _, text in self._own)

    @kept
    def words(self) -> int:
        """Words of all paragraphs; in scripts without spaces two characters count as a word."""
        return sum(self.words_of)

    @kept
    def words_of(self) -> list[int]:
        """Words of each paragraph."""
        texts = [text.strip() for _, text in self._own]
        if self._spaceless:
            return [len(_SPACELESS.findall(text)) // 2 for text in texts]
        return [len(text.split()) if "\n" in text or "  " in text else text.count(" ") + 1 for text in texts]

    @kept
    def _spaceless(self) -> bool:
        text = self._own[0][1]
        return not text.isascii() and len(_SPACELESS.findall(text)) > len(text) // 4

    def __len__(self) -> int:
        """The number of paragraphs."""
        return len(self._own)

    def spot_of(self, paragraph: int) -> Spot:
        """Where the paragraph with that index stands."""
        return _spot(self._own[paragraph][0])

    @property
    def characters(self) -> int:
        return sum(len(text) for _, text in self._own)

    @kept
    def start(self) -> float:
        """Position of the headline (or of the first paragraph) from 0 to 1, as `ShareControl.position`."""
        return self._extent.position_of(self._headline or self._own[0][0], after=False)

    @kept
    def end(self) -> float:
        """Position of the end of the last paragraph."""
        return self._extent.position_of(self._own[-1][0], after=True)

    @kept
    def _headline(self) -> turbohtml.Element | None:
        """The last h1 before the text."""
        first = self.spot_of(0)
        before = [element for element in self._elements["h1"] if _spot(element) < first]
        return before[-1] if before else None

    @kept
    def begin(self) -> Spot:
        """Where the box around headline and text begins: an opening picture often stands above the headline."""
        first = _spot(self._headline or self._own[0][0])
        node: turbohtml.Node | None = self._box
        for _ in range(_CLIMB):
            if not isinstance(node, turbohtml.Element):
                break
            if node.tag in ("article", "main") and node.source_line:
                return min(first, _spot(node))
            node = node.parent
        return first

    @kept
    def finish(self) -> Spot:
        """Where the last paragraph begins."""
        return self.spot_of(-1)

    @kept
    def pictures(self) -> tuple[turbohtml.Element, ...]:
        """Pictures between `begin` and `finish` that aren't icons, logos, portraits or counters."""
        images = _between(self._elements["img"], self.begin, self.finish)
        return tuple(element for element in images if not _decorates(element))

    @kept
    def films(self) -> tuple[turbohtml.Element, ...]:
        """Films, recordings, frames and drawings between `begin` and `finish`."""
        elements = self._elements
        found = (_between(elements[tag], self.begin, self.finish) for tag in _FILMS if elements[tag])
        return tuple(element for inside in found for element in inside if not _hidden(element))

    @kept
    def visuals(self) -> tuple[Spot, ...]:
        """Where pictures and films stand, in order."""
        return tuple(sorted(map(_spot, (*self.pictures, *self.films))))

    @kept
    def listed(self) -> bool:
        """A list of three items and more stands between the paragraphs."""
        return len(_between(self._elements["li"], self.spot_of(0), self.finish)) >= _LIST


def read_main_text(page: Page) -> Reading | None:
    """The main text, None when the page has no paragraphs worth the name."""
    long = [(element, text) for element in page.elements["p"] if len(text := element.text) >= _SHORT]
    parents = [element.parent for element, _ in long]
    sums: dict[turbohtml.Element, int] = {}
    for parent, (_, text) in zip(parents, long, strict=True):
        if isinstance(parent, turbohtml.Element):
            sums[parent] = sums.get(parent, 0) + len(text)
    box, inside = _box_of(sums)
    if box is None:
        return None
    return Reading(page, box, [one for one, parent in zip(long, parents, strict=True) if parent in inside])


def _box_of(sums: dict[turbohtml.Element, int]) -> tuple[turbohtml.Element | None, set[turbohtml.Node | None]]:
    """The element whose descendants of the next few generations carry most of the text, and which of these do.

    `sums` are characters by the element that holds the paragraphs.
    """
    weights: dict[turbohtml.Element, int] = {}
    above: dict[turbohtml.Element, turbohtml.Node | None] = {}
    level = sums
    for share in _SHARES:
        higher: dict[turbohtml.Element, int] = {}
        for element, length in level.items():
            weights[element] = weights.get(element, 0) + length * share
            parent = above[element] = element.parent
            if isinstance(parent, turbohtml.Element):
                higher[parent] = higher.get(parent, 0) + length
        level = higher
    box = max(weights, key=weights.__getitem__, default=None)
    inside: set[turbohtml.Node | None] = {box}
    for _ in _SHARES[1:]:
        if inside.issuperset(sums):
            break
        inside.update([element for element, parent in above.items() if parent in inside])
    return box, inside.intersection(sums)


def _between(elements: list[turbohtml.Element], begin: Spot, finish: Spot) -> list[turbohtml.Element]:
    """Of elements in document order those that stand between two spots."""
    return elements[bisect_left(elements, begin, key=_spot) : bisect_right(elements, finish, key=_spot)]


def _spot(element: turbohtml.Element) -> Spot:
    return element.source_line or 0, element.source_col or 0


def _decorates(element: turbohtml.Element) -> bool:
    width, height = number(element.attr("width")), number(element.attr("height"))
    if (width is not None and width < _SMALL_WIDTH) or (height is not None and height < _SMALL_WIDTH / 2):
        return True
    source = next((value for name in _SOURCES if (value := element.attr(name)) and value[:5] != "data:"), "")
    if not source and not _comes_late(element):
        return True
    said = f"{source[-200:]} {element.attr('class') or ''}".lower()
    return any(map(said.__contains__, _DECORATIONS))


def _comes_late(element: turbohtml.Element) -> bool:
    """Whether a picture without an address is one that a script or `<source>` brings."""
    parent = element.parent
    if isinstance(parent, turbohtml.Element) and parent.tag == "picture":
        return True
    return "lazy" in (element.attr("class") or "").lower()


def _hidden(element: turbohtml.Element) -> bool:
    return element.attr("height") in ("0", "1") or "display:none" in (element.attr("style") or "").replace(" ", "")
