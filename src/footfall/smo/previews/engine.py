"""The engine: one page and one consumer's profile in, the preview with its evidence out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from footfall.page import Page, parse_page
from footfall.page.encoding import encoding_for
from footfall.page.facts import NO_FACTS, PageFacts
from footfall.smo.previews.compose import compose
from footfall.smo.previews.model import Preview
from footfall.smo.previews.plan import plan_of
from footfall.smo.previews.profile import Profile, numbers_of, profiles
from footfall.smo.previews.seen import Seen


class PreviewSet(Mapping[str, Preview]):
    """A page's previews by consumer, each worked out when first asked for."""

    def __init__(self, page: Page, facts: PageFacts = NO_FACTS, known: Mapping[str, Profile] | None = None) -> None:
        self.page = page
        self.facts = facts
        self.profiles = profiles() if known is None else known
        self._seen = Seen(page, facts)
        self._otherwise: dict[str, Seen] = {}
        self._valid = {page.encoding: not page.damaged}
        self._done: dict[str, Preview] = {}

    def __getitem__(self, consumer: str) -> Preview:
        found = self._done.get(consumer)
        if found is None:
            plan = plan_of(self.profiles[consumer])
            seen = self._seen_as(plan.decoding) if plan.decoding else self._seen
            found = self._done[consumer] = compose(seen, plan)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.profiles)

    def __len__(self) -> int:
        return len(self.profiles)

    def numbers(self, path: str) -> Mapping[str, int]:
        """The whole numbers that consumers state at a path of their profiles; who states none is left out."""
        return _numbers(path) if self.profiles is profiles() else numbers_of(self.profiles, path)

    def _seen_as(self, decoding: str) -> Seen:
        """The page, decoded the way a consumer decodes it where that makes a difference."""
        if self.page.encoding == "utf-8" and not self.page.disputed_encoding:
            return self._seen
        encoding = encoding_for(decoding, self.page.data, self._valid)
        if encoding == self.page.encoding:
            return self._seen
        if encoding not in self._otherwise:
            page = parse_page(self.page.url, self.page.data, encoding=encoding)
            self._otherwise[encoding] = Seen(page, self.facts)
        return self._otherwise[encoding]


@cache
def _numbers(path: str) -> Mapping[str, int]:
    return numbers_of(profiles(), path)


def preview(page: Page, consumer: str, facts: PageFacts = NO_FACTS) -> Preview:
    """How one consumer draws the page. Raises KeyError for a consumer nobody has described."""
    return PreviewSet(page, facts)[consumer]


def preview_all(page: Page, facts: PageFacts = NO_FACTS) -> tuple[Preview, ...]:
    """How every consumer draws the page, in alphabetical order of their ids."""
    return tuple(PreviewSet(page, facts).values())


__all__ = ["PreviewSet", "preview", "preview_all"]
