"""The loop: four stations, what leads from one to the next, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class Station(NamedTuple):
    """One figure of the loop.

    `change` is the difference with its sign, coloured by `tone` (good, bad or ""); `against` says with what it is
    compared; `sure` how sure it is; `onward` what leads to the next station; `href` where more stands.
    """

    label: str
    figure: str
    half: str
    against: str
    change: str = ""
    tone: str = ""
    sure: str = ""
    onward: str = ""
    href: str = ""


def loop_chart(stations: Sequence[Station], *, label: str, back: str, back_sure: str = "") -> SafeString:
    """Stations in their order; `back` says what the last one gives back to the third, and `back_sure` how sure."""
    return format_html(
        '<figure class="loop" aria-label="{}"><ol class="loop-stations" role="list">{}</ol>'
        '<figcaption class="loop-back half-loop">{}<p><b>{}</b>{}</p></figcaption></figure>',
        label,
        format_html_join("", "{}", ((_station(one),) for one in stations)),
        SafeString('<span class="loop-arc" aria-hidden="true"></span>'),
        back,
        format_html(" <span>{}</span>", back_sure) if back_sure else "",
    )


def _station(one: Station) -> SafeString:
    changed = format_html('<span class="change{}">{}</span> ', f" is-{one.tone}" if one.tone else "", one.change)
    return format_html(
        '<li class="loop-station half-{}"><h3>{}</h3><p class="figure">{}</p><p>{}{}</p>{}{}</li>',
        one.half,
        format_html('<a href="{}">{}</a>', one.href, one.label) if one.href else one.label,
        one.figure,
        changed if one.change else "",
        one.against,
        format_html("<p>{}</p>", one.sure) if one.sure else "",
        format_html('<p class="loop-onward"><span class="sign" aria-hidden="true">→</span> {}</p>', one.onward)
        if one.onward
        else "",
    )
