"""What the terminal report is written with: a width, and colours where they are wanted."""

from __future__ import annotations

from footfall.smo.draw.wall import State
from footfall.smo.report.columns import COLOURS, RESET, clipped, printable, wrapped
from footfall.smo.report.words import COSTS, NEUTRAL
from footfall.smo.rule import Severity


class Pen:
    """Lines for one terminal. Texts given to it may come from a page: nothing in them is obeyed."""

    def __init__(self, width: int, *, colour: bool = False) -> None:
        self.width = width
        self._colour = colour

    def strong(self, text: str) -> str:
        return self._dyed("strong", printable(text))

    def quiet(self, text: str) -> str:
        return self._dyed("quiet", printable(text))

    def state(self, state: State, text: str = "") -> str:
        """The state's shape, or the text in its colour."""
        return self._dyed(state.value, printable(text) or state.shape)

    def sign(self, severity: Severity) -> str:
        state = COSTS[severity].state
        return self.state(state) if state else self.quiet(NEUTRAL)

    def titled(self, severity: Severity, text: str) -> list[str]:
        """A strong line behind the severity's sign, wrapped beside it."""
        first, *rest = wrapped(text, self.width - 2)
        return [f"{self.sign(severity)} {self.strong(first)}", *(f"  {self.strong(line)}" for line in rest)]

    def paragraph(self, text: str, *, indent: int = 0) -> list[str]:
        return wrapped(text, self.width, first=" " * indent)

    def after(self, lead: str, text: str) -> list[str]:
        """The text wrapped behind a lead of plain characters, and below it in the same column."""
        return wrapped(text, self.width, first=lead)

    def quiet_line(self, text: str, *, indent: int = 0) -> str:
        return " " * indent + self._dyed("quiet", clipped(text, self.width - indent))

    def quiet_lines(self, text: str, *, indent: int = 0) -> list[str]:
        return [self._dyed("quiet", line) for line in wrapped(text, self.width, first=" " * indent)]

    def heading(self, text: str) -> list[str]:
        return ["", *(self._dyed("strong", line) for line in wrapped(text, self.width))]

    def _dyed(self, name: str, text: str) -> str:
        return f"{COLOURS[name]}{text}{RESET}" if self._colour else text
