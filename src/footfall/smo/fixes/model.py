"""What a fixer is, what it is told, and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from footfall.smo.fixes.edit import Edit

if TYPE_CHECKING:
    from footfall.page import Page
    from footfall.page.facts import Image


@dataclass(frozen=True, slots=True)
class Fixer:
    """The description of a fixer. Its id is its file's name with hyphens.

    `clears` names the rules whose findings it can make go away. `order` is its turn: what it needs was mended by
    those with smaller numbers.
    """

    id: str
    clears: tuple[str, ...]
    summary: str
    order: int


class Proposal(NamedTuple):
    """What a person has to decide or to word. `rule` is the rule it answers.

    `message` says in complete sentences why Footfall doesn't write it; `suggestion` is text to start from, or "".
    """

    rule: str
    message: str
    suggestion: str = ""


Change = Edit | Proposal
Fix = Callable[["Page", "FixContext"], Iterable[Change]]


@dataclass(frozen=True, slots=True)
class FixContext:
    """What the fixers know beyond the page's bytes. The default is a file from disk of which nothing is known.

    `site_url` is the address of the site's front page, `site_name` the name readers know the site by, `content_type`
    the header the page is served with; each "" when unknown. `images` are facts by absolute address. `https_hosts`
    are hosts (lower case) known to answer over https. `withheld` are keys that write-head leaves to a person, with the
    reason as a sentence.
    """

    site_url: str = ""
    site_name: str = ""
    content_type: str = ""
    images: Mapping[str, Image] = field(default_factory=dict)
    https_hosts: frozenset[str] = frozenset()
    withheld: Mapping[str, str] = field(default_factory=dict)


NO_CONTEXT = FixContext()


@dataclass(frozen=True, slots=True)
class Fixed:
    """A mended page: its bytes, the edits of the original that lead there, and what was left to a person."""

    data: bytes
    edits: tuple[Edit, ...]
    proposals: tuple[Proposal, ...]

    @property
    def changed(self) -> bool:
        return bool(self.edits)


@dataclass(frozen=True, slots=True)
class Registered:
    """A fixer with its function; `fix` is None for one that mends something else than a page."""

    fixer: Fixer
    doc: str = field(repr=False)
    fix: Fix | None = None
