"""A tree from left to right: one column a generation, each knot as large as what came through it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import sqrt
from typing import Final, NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from footfall.apps.ui.charts.marks import figure, table_of

MOST_DRAWN: Final = 48
"""Knots of a drawing; more can't be told apart. Our choice."""
COLUMN: Final = 200
ROW: Final = 34
LEAST: Final = 4.0
LARGEST: Final = 14.0
"""Pixels: the width of a generation, the height of a leaf, radii of knots."""
LETTERS: Final = 21
"""Letters of a label that fit between two columns."""
LETTER: Final = 6.4
"""Pixels of a letter of 12 px, in the mean."""


class Branch(NamedTuple):
    """A knot: `parent` "" for a root; `value` sizes it; `half` is smo, smm or loop."""

    id: str
    parent: str
    label: str
    value: float
    half: str = "loop"
    note: str = ""


class _Knot(NamedTuple):
    branch: Branch
    x: float
    y: float
    radius: float


def tree_chart(branches: Sequence[Branch], *, label: str, head: Sequence[str], left_out: int = 0) -> SafeString:
    """The largest knots drawn (a parent always before its children), all of them in the table.

    Args:
        head: of the table: name, parent's name, value, note.
        left_out: knots that were not even given.
    """
    drawn = _chosen(branches)
    knots = _placed(drawn)
    hidden = len(branches) - len(drawn) + left_out
    more = ngettext("%(count)d smaller branch is not drawn.", "%(count)d smaller branches are not drawn.", hidden) % {
        "count": hidden
    }
    names = {branch.id: branch.label for branch in branches}
    rows = ((one.label, names.get(one.parent, ""), figure(one.value), one.note) for one in branches)
    return format_html(
        '<figure class="chart chart-tree"><div class="tree-box" role="region" aria-label="{}" tabindex="0">{}</div>'
        "{}{}</figure>",
        label,
        _drawing(knots, label),
        format_html('<p class="small muted">{}</p>', more) if hidden else "",
        table_of(head, rows),
    )


def _chosen(branches: Sequence[Branch]) -> list[Branch]:
    """The largest ones whose parents are chosen too, in the order given; an unknown parent makes a root."""
    known = {branch.id for branch in branches}
    children: dict[str, list[Branch]] = defaultdict(list)
    for branch in branches:
        children[branch.parent if branch.parent in known and branch.parent != branch.id else ""].append(branch)
    kept: set[str] = set()
    edge = list(children[""])
    while edge and len(kept) < MOST_DRAWN:
        largest = max(edge, key=lambda branch: branch.value)
        edge.remove(largest)
        kept.add(largest.id)
        edge.extend(child for child in children[largest.id] if child.id not in kept)
    return [branch for branch in branches if branch.id in kept]


def _placed(branches: Sequence[Branch]) -> dict[str, _Knot]:
    """Leaves one below the other, each parent in the middle of its children."""
    known = {branch.id: branch for branch in branches}
    children: dict[str, list[str]] = defaultdict(list)
    for branch in branches:
        children[branch.parent if branch.parent in known and branch.parent != branch.id else ""].append(branch.id)
    most = max((branch.value for branch in branches), default=1) or 1
    knots: dict[str, _Knot] = {}
    row = 0
    waiting = [(one, 0, False) for one in reversed(children[""])]
    while waiting:
        name, depth, done = waiting.pop()
        below = children[name]
        if below and not done:
            waiting.append((name, depth, True))
            waiting.extend((one, depth + 1, False) for one in reversed(below))
            continue
        y = sum(knots[one].y for one in below) / len(below) if below else (row + 0.5) * ROW
        row += not below
        radius = LEAST + (LARGEST - LEAST) * sqrt(known[name].value / most)
        knots[name] = _Knot(known[name], LARGEST + 2 + depth * COLUMN, y, radius)
    return knots


def _drawing(knots: dict[str, _Knot], label: str) -> SafeString:
    width = max((knot.x for knot in knots.values()), default=0) + COLUMN
    height = ROW * max(1, round(max((knot.y for knot in knots.values()), default=0) / ROW + 0.5))
    return format_html(
        '<svg width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img" aria-label="{label}">{edges}{dots}</svg>',
        w=f"{width:.0f}",
        h=f"{height:.0f}",
        label=_("%(label)s: %(count)d knots are drawn; the table below names all.")
        % {"label": label, "count": len(knots)},
        edges=format_html_join("", '<path class="tree-edge" d="{}"/>', ((path,) for path in _edges(knots))),
        dots=format_html_join("", "{}", ((_dot(knot),) for knot in knots.values())),
    )


def _edges(knots: dict[str, _Knot]) -> list[str]:
    """Lines begin behind the parent's label."""
    paths = []
    for knot in knots.values():
        parent = knots.get(knot.branch.parent)
        if parent is not None and parent is not knot:
            said = f"{_short(parent.branch.label)} {figure(parent.branch.value)}"
            end = knot.x - knot.radius
            begin = min(parent.x + parent.radius + 8 + LETTER * len(said), end - 24)
            middle = end - 18
            curve = f"C{middle + 6:.1f} {parent.y:.1f} {middle - 4:.1f} {knot.y:.1f} {end:.1f} {knot.y:.1f}"
            paths.append(f"M{begin:.1f} {parent.y:.1f}H{max(begin, middle - 8):.1f}{curve}")
    return paths


def _short(label: str) -> str:
    return label if len(label) <= LETTERS else label[: LETTERS - 1] + "…"


def _dot(knot: _Knot) -> SafeString:
    one = knot.branch
    return format_html(
        '<g class="half-{}"><title>{}</title><circle class="tree-dot" cx="{}" cy="{}" r="{}"/>'
        '<text x="{}" y="{}">{} <tspan class="tree-count">{}</tspan></text></g>',
        one.half,
        f"{one.label}: {figure(one.value)} {one.note}".strip(),
        f"{knot.x:.1f}",
        f"{knot.y:.1f}",
        f"{knot.radius:.1f}",
        f"{knot.x + knot.radius + 5:.1f}",
        f"{knot.y + 4:.1f}",
        _short(one.label),
        figure(one.value),
    )
