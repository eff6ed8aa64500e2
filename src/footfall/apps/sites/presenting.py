"""What audits found, put into the words, signs and drawings that templates print. Everything a page says is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from footfall.apps.sites.results import Change, Mend, PageFixes, RuleGroup, Worth
from footfall.smo.draw.card_html import card_html
from footfall.smo.draw.markup import Markup
from footfall.smo.draw.spoken import listed
from footfall.smo.draw.wall import PROMINENCE, STATES, State, Tile, tallied
from footfall.smo.draw.wall_html import wall_html
from footfall.smo.previews.model import Card as Size
from footfall.smo.report.html_wall import Pictures, pictures_of
from footfall.smo.report.words import COSTS, Cost, consumers_named
from footfall.smo.rule import Severity

FIRST: Final = 9
"""Tiles of a wall that are seen at once, three rows on a wide screen; the others unfold. Our choice."""
TOGETHER: Final = 2
"""Consumers whose cards are drawn before and after everything is mended."""
NAMED: Final = 5
"""Consumers named in a sentence before "and 12 more". Our choice."""
CARDS: Final = (Size.NONE, Size.SMALL, Size.LARGE)
"""Kinds of cards by what one sees of them."""
_TONES: Final = {State.BROKEN: "bad", State.DOUBTFUL: "doubt", State.GOOD: "good"}


class Wall(NamedTuple):
    """One page's cards: the first few, the others to unfold."""

    said: str
    """How the cards came out, as a sentence."""
    first: Markup
    rest: Markup | None
    rest_said: str


class Card(NamedTuple):
    """One consumer's card with its verdict."""

    drawn: Markup
    tone: str
    sign: str
    label: str


class Pair(NamedTuple):
    """One consumer's card as it is and as it would be."""

    consumer: str
    before: Card
    after: Card


class Shown(NamedTuple):
    """A change of a page's source as it is offered: the most telling pair of cards, and whose card changes besides."""

    mend: Mend
    pair: Pair | None
    others: str


class Group(NamedTuple):
    """All rules of one severity, under what it costs the reader."""

    severity: Severity
    cost: Cost
    rules: tuple[RuleGroup, ...]


class Step(NamedTuple):
    """One of the fixes worth most: `shown` where Footfall can write it, else `why` not, and a `suggestion` or ""."""

    worth: Worth
    shown: Shown | None
    more: int
    """Further rules that the same change answers."""
    why: str
    suggestion: str


def wall_shown(tiles: Sequence[Tile], symbols: Mapping[str, str], *, all_faults: bool = False) -> Wall:
    """The wall, its worst cards first; the others are folded away, with `all_faults` only good ones."""
    faults = sum(tile.verdict.state is not State.GOOD for tile in tiles)
    most = max(FIRST, faults) if all_faults else FIRST
    rest = tiles[most:]
    return Wall(
        cards_said(tiles),
        wall_html(tiles[:most], symbols=symbols),
        wall_html(rest, symbols=symbols) if rest else None,
        _rest_said(rest) if rest else "",
    )


def cards_said(tiles: Iterable[Tile]) -> str:
    """How cards came out: "5 of 24 cards are broken, 3 are doubtful, 16 are good."."""
    states = tallied(tile.verdict for tile in tiles)
    broken, doubtful, good = (states[one] for one in STATES)
    numbers = {"broken": broken, "doubtful": doubtful, "good": good, "total": broken + doubtful + good}
    if not broken and not doubtful:
        return _("All %(total)d cards are good.") % numbers
    if not broken:
        return _("None of %(total)d cards is broken, %(doubtful)d are doubtful.") % numbers
    return _("Of %(total)d cards %(broken)d are broken, %(doubtful)d doubtful, %(good)d good.") % numbers


def _rest_said(rest: Sequence[Tile]) -> str:
    states = tallied(tile.verdict for tile in rest)
    words = {
        State.BROKEN: _("%(count)d broken"),
        State.DOUBTFUL: _("%(count)d doubtful"),
        State.GOOD: _("%(count)d good"),
    }
    said = listed([words[one] % {"count": states[one]} for one in STATES if states[one]])
    others = ngettext("The other card", "The other %(count)d cards", len(rest)) % {"count": len(rest)}
    return f"{others}: {said}"


def grouped(rules: Iterable[RuleGroup]) -> list[Group]:
    """Rules by what they cost the reader, the dearest first."""
    by_severity: dict[Severity, list[RuleGroup]] = {}
    for rule in rules:
        by_severity.setdefault(rule.severity, []).append(rule)
    return [Group(one, COSTS[one], tuple(by_severity[one])) for one in Severity if one in by_severity]


def fixes_shown(fixes: PageFixes, symbols: Mapping[str, str]) -> list[Shown]:
    """Every change of a page's source, those that better most cards first."""
    ranked = sorted(fixes.mends, key=lambda mend: -sum(_gain(change) for change in mend.changes))
    return [_shown(mend, symbols) for mend in ranked]


def together_shown(fixes: PageFixes, symbols: Mapping[str, str]) -> list[Pair]:
    """The cards that gain most when everything is mended; some need more than one change."""
    ranked = sorted(fixes.changes, key=lambda change: -_gain(change))
    return [_pair(change, symbols) for change in ranked[:TOGETHER] if _gain(change) > 0]


def step_of(worth: Worth, fixes: PageFixes | None, symbols: Mapping[str, str]) -> Step:
    """One of the fixes worth most, with what the fixes of its worst page say of it."""
    rule = worth.group.rule
    mend = mend_of(worth, fixes)
    proposal = next((one for one in fixes.proposals if one.rule == rule), None) if fixes else None
    return Step(
        worth,
        _shown(mend, symbols) if mend else None,
        len(mend.rules) - 1 if mend else 0,
        proposal.message if proposal else "",
        proposal.suggestion if proposal else "",
    )


def mend_of(worth: Worth, fixes: PageFixes | None) -> Mend | None:
    """The change of the worst page that answers the rule; None where a person has to decide."""
    return next((one for one in fixes.mends if worth.group.rule in one.rules), None) if fixes else None


def pictures_in(tiles: Iterable[Tile], fixes: Iterable[PageFixes | None] = ()) -> Pictures:
    """The pictures of all cards that stand on one page of the desk, each held once."""
    drawn = list(tiles)
    for one in fixes:
        for changes in (one.changes, *(mend.changes for mend in one.mends)) if one else ():
            drawn += [tile for change in changes for tile in (change.before, change.after)]
    return pictures_of(drawn, "picture")


def consumers_said(names: Sequence[str]) -> str:
    """Consumers as a sentence lists them, the best known first: "X, Slack and 12 more"."""
    ranked = sorted(names, key=lambda name: PROMINENCE.index(name) if name in PROMINENCE else len(PROMINENCE))
    if "all" in names or len(ranked) <= NAMED:
        return consumers_named(ranked)
    shown = ", ".join(consumers_named([name]) for name in ranked[: NAMED - 1])
    return _("%(names)s and %(more)d more") % {"names": shown, "more": len(ranked) - NAMED + 1}


def _shown(mend: Mend, symbols: Mapping[str, str]) -> Shown:
    ranked = sorted(mend.changes, key=lambda change: -_gain(change))
    pair = _pair(ranked[0], symbols) if ranked else None
    return Shown(mend, pair, consumers_said([change.consumer for change in ranked[1:]]) if ranked[1:] else "")


def _gain(change: Change) -> int:
    """How much better the card became, most of all by its verdict, then by what one sees of it."""
    return _worth(change.after) - _worth(change.before)


def _worth(tile: Tile) -> int:
    preview = tile.preview
    seen = 10 * CARDS.index(preview.card) + 5 * (preview.image is not None) + (preview.description is not None)
    return 100 * STATES.index(tile.verdict.state) + seen


def _pair(change: Change, symbols: Mapping[str, str]) -> Pair:
    return Pair(change.after.layout.name, _card(change.before, symbols), _card(change.after, symbols))


def _card(tile: Tile, symbols: Mapping[str, str]) -> Card:
    state = tile.verdict.state
    return Card(card_html(tile.layout, symbols=symbols), _TONES[state], state.shape, tile.verdict.label)
