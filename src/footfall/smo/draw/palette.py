"""Colours of pictures: the desk's tokens as sRGB, light and dark."""

from __future__ import annotations

from typing import Final, NamedTuple

from footfall.smo.draw.wall import State


class Palette(NamedTuple):
    """One mode's colours, as `#rrggbb`."""

    paper: str
    surface: str
    ink: str
    muted: str
    line: str
    stripe: str
    link: str
    good: str
    bad: str
    doubt: str

    def state(self, state: State) -> str:
        return {State.GOOD: self.good, State.DOUBTFUL: self.doubt, State.BROKEN: self.bad}[state]


LIGHT: Final = Palette(
    paper="#fcfaf6",
    surface="#ffffff",
    ink="#261d16",
    muted="#6c6158",
    line="#e2ddd5",
    stripe="#ddd8d0",
    link="#007a7b",
    good="#287c42",
    bad="#c51e21",
    doubt="#be7100",
)
DARK: Final = Palette(
    paper="#18130e",
    surface="#221d18",
    ink="#eae7e2",
    muted="#a49d94",
    line="#3b342d",
    stripe="#3d3731",
    link="#50bfbe",
    good="#6fc884",
    bad="#f97770",
    doubt="#eeb154",
)
TINTS: Final = (
    ("#e0b67b", "#c66846"),
    ("#90caca", "#29889c"),
    ("#c2ca96", "#578859"),
    ("#e9b5b4", "#af6683"),
    ("#babadd", "#7b6ca7"),
    ("#d4c488", "#a97d3a"),
)
"""Gradients that stand for pictures nobody fetched; the same as in card.css."""
