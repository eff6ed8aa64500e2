"""What is to happen to each tag of the block, collected before it becomes edits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from footfall.page.model import Meta
from footfall.smo.fixes.edit import Edit, apply
from footfall.smo.fixes.model import Change, Proposal
from footfall.smo.fixes.social import block_metas, keys_of, removal
from footfall.smo.fixes.tag import Tag, read_tag

if TYPE_CHECKING:
    from footfall.page import Page

MOST: Final = 500
"""Tags of the block above which a page is not tidied: no page for people has that many (own judgement, 2026-11)."""


class Plan:
    """Removals, changes inside tags and proposals for the block's tags of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        found = block_metas(page)
        self._metas = found if len(found) <= MOST else []
        self._tags: dict[int, Tag] = {}
        self._removed: dict[int, Edit] = {}
        self._inside: dict[int, list[Edit]] = {}
        self.proposals: list[Proposal] = []
        self.uncertain: set[str] = set()
        """Keys of tags whose bytes can't be told for certain; nothing is done about them."""
        for meta in self._metas:
            tag = read_tag(page, meta.span, meta.attrs)
            if tag is None:
                self.uncertain.update(keys_of(meta))
            else:
                self._tags[meta.nth] = tag

    @property
    def kept(self) -> list[Meta]:
        """The block's tags that stay, in document order."""
        return [meta for meta in self._metas if meta.nth in self._tags and meta.nth not in self._removed]

    def by_key(self) -> Mapping[str, list[Meta]]:
        """The tags that stay by each of their keys, without uncertain ones."""
        found: dict[str, list[Meta]] = {}
        for meta in self.kept:
            for key in keys_of(meta):
                if key not in self.uncertain:
                    found.setdefault(key, []).append(meta)
        return found

    def tag(self, meta: Meta) -> Tag:
        return self._tags[meta.nth]

    def remove(self, meta: Meta, reason: str, *rules: str) -> None:
        self._removed[meta.nth] = removal(self.page, self._tags[meta.nth], reason, *rules)
        self._inside.pop(meta.nth, None)

    def change(self, meta: Meta, edit: Edit | None) -> None:
        if edit is not None:
            self._inside.setdefault(meta.nth, []).append(edit)

    def touched(self, meta: Meta) -> bool:
        return meta.nth in self._inside

    def changed(self, meta: Meta) -> bytes:
        """The bytes of a tag after the changes inside it."""
        tag = self._tags[meta.nth]
        local = (edit._replace(start=edit.start - tag.start, end=edit.end - tag.start) for edit in self.inside(meta))
        return apply(self.page.data[tag.start : tag.end], local)

    def inside(self, meta: Meta) -> list[Edit]:
        return self._inside.get(meta.nth, [])

    def changes(self, moved: list[Meta]) -> Iterator[Change]:
        """Everything but the changes inside `moved` tags."""
        yield from self.proposals
        yield from self._removed.values()
        apart = {meta.nth for meta in moved}
        for nth, edits in self._inside.items():
            if nth not in apart:
                yield from edits
