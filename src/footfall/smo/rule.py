"""What a rule is, and what it can say about a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from footfall.page import Page
    from footfall.page.facts import PageFacts
    from footfall.page.model import Span
    from footfall.smo.previews import PreviewSet
    from footfall.smo.site import SiteFacts


class Severity(StrEnum):
    """What a finding costs the reader of a shared link, worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for critical to 4 for info."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Fix(StrEnum):
    """Who can mend it."""

    AUTOMATIC = "automatic"
    """`footfall fix` writes it, and it can be taken back; a test holds this true."""
    SUGGESTED = "suggested"
    """Footfall proposes words or a change; a person decides."""
    MANUAL = "manual"
    """Somebody has to change the site, the server or an account."""


class Status(StrEnum):
    """Where a rule stands in its life."""

    PREVIEW = "preview"
    """Shown, weighs nothing."""
    STABLE = "stable"
    DEPRECATED = "deprecated"
    """Shown where asked for, weighs nothing; its id stays an alias."""
    PLANNED = "planned"
    """Exists as a description only; `Rule.waits_for` says for what it waits."""


ALL = ("all",)
"""The `consumers` of a rule that concerns everybody who draws link previews."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The description of a rule. Its id is its file's name with hyphens, its documentation its module's docstring."""

    id: str
    severity: Severity
    fix: Fix
    consumers: tuple[str, ...] = ALL
    """Names of consumers as in `footfall consumers`, or `ALL`, or () where no preview is concerned."""
    heuristic: bool = False
    """A judgement from experience, not from a platform's rule; shown as such."""
    status: Status = Status.STABLE
    waits_for: str = ""
    """For planned rules: the data that a later part brings, as the end of the sentence "It waits for …"."""
    site: bool = False
    """Judges the site as a whole, after all its pages."""

    @property
    def group(self) -> str:
        """The first word of the id: meta, image, card, share, content, widget, profile, link, crawl or perf."""
        return self.id.partition("-")[0]


class Finding(NamedTuple):
    """One thing wrong with a page, in complete sentences.

    `message` says what is wrong and why it matters; `advice` what to do now. `span` is the place in the source.
    `severity` and `consumers` overrule the rule's own where this case is milder or graver. `excerpt` is the offending
    text, for people to recognise. `urls` are other addresses concerned (an image, another page).
    """

    message: str
    advice: str
    span: Span | None = None
    line: int = 0
    excerpt: str = ""
    severity: Severity | None = None
    consumers: tuple[str, ...] | None = None
    urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The rule has nothing to judge here. Weighs nothing."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """The rule needs a fact that nobody brought. `reason` is a complete sentence. Weighs nothing."""

    reason: str


NOT_APPLICABLE = NotApplicable()
PASS: tuple[Finding, ...] = ()

Outcome = Iterable[Finding] | NotApplicable | Unknown
"""No finding means pass."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a rule sees of one page: its parse, its previews, what the network said."""

    page: Page
    previews: PreviewSet
    facts: PageFacts


Check = Callable[[Subject], Outcome]
SiteCheck = Callable[["SiteFacts"], Outcome]


@dataclass(frozen=True, slots=True)
class Registered:
    """A rule with its checks. `check` judges a page, `check_site` the whole site; a planned rule has neither."""

    rule: Rule
    doc: str = field(repr=False)
    check: Check | None = None
    check_site: SiteCheck | None = None
