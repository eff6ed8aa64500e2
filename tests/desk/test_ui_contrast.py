"""Every pair of colours that meets on a page of the desk is told apart, in light and in dark."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from footfall.apps import ui

TOKENS = (Path(ui.__file__).parent / "static" / "ui" / "tokens.css").read_text("utf-8")
PAIR = re.compile(r"--([a-z]+): light-dark\(oklch\(([^)]+)\), oklch\(([^)]+)\)\);")
Oklch = tuple[float, float, float]
SCHEMES: dict[str, dict[str, Oklch]] = {"light": {}, "dark": {}}
for name, light, dark in PAIR.findall(TOKENS):
    for scheme, value in (("light", light), ("dark", dark)):
        lightness, chroma, hue = (float(number) for number in value.split())
        SCHEMES[scheme][name] = (lightness, chroma, hue)

TEXT = 4.5
"""WCAG 2.2, 1.4.3 Contrast (Minimum), for text of ordinary size."""
SHAPE = 3.0
"""WCAG 2.2, 1.4.11 Non-text Contrast: signs, bars, lines of charts, edges of fields, the ring of focus."""
MEETINGS = [
    *(("ink", ground, TEXT) for ground in ("paper", "surface", "wash", "added", "removed")),
    *(("muted", ground, TEXT) for ground in ("paper", "surface", "wash")),
    *((word, ground, TEXT) for word in ("smo", "smm", "good", "bad") for ground in ("paper", "surface")),
    *(("bad", ground, TEXT) for ground in ("wash",)),
    ("paper", "ink", TEXT),
    ("paper", "bad", TEXT),
    *((shape, ground, SHAPE) for shape in ("loop", "doubt", "edge") for ground in ("paper", "surface")),
    ("good", "added", SHAPE),
    ("bad", "removed", SHAPE),
    ("smo", "line", SHAPE),
]


def luminance(colour: Oklch) -> float:
    """Relative luminance of an oklch colour, clipped to sRGB (Björn Ottosson's matrices, 2020-12-23)."""
    lightness, chroma, hue = colour
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Oklch, other: Oklch) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_the_measure_knows_black_and_white() -> None:
    assert contrast((0, 0, 0), (1, 0, 0)) == pytest.approx(21, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), MEETINGS)
def test_colours_that_meet_are_told_apart(scheme: str, front: str, ground: str, least: float) -> None:
    colours = SCHEMES[scheme]
    assert contrast(colours[front], colours[ground]) >= least


def test_every_colour_of_the_tokens_meets_another() -> None:
    met = {name for front, ground, _least in MEETINGS for name in (front, ground)}
    assert set(SCHEMES["light"]) - met == {"stripe"}, "stripe only decorates; line it is seen against"
