"""A share button can't be heard, reached or hit by everybody.

Looks at: whether each share control has a name for screen readers, can be reached with the keyboard, is hidden from
screen readers although it can be focused, and whether its own style makes it smaller than 24 pixels.

Why it matters: an icon without a name is read as "link" or as its address. A box with a click script can't be pressed
without a mouse. Small targets are missed on phones, where most sharing happens.

Bad:
    <a href="https://x.com/intent/post?url=…"><img src="/x.svg" alt=""></a>

Good:
    <a href="https://x.com/intent/post?url=…" aria-label="Share on X"><img src="/x.svg" alt=""></a>

Sources: WCAG 2.2, success criteria 4.1.2, 2.1.1 and 2.5.8 (2023-10-05).
"""

from __future__ import annotations

import re
from typing import Final

from footfall.page.model import Control, ShareControl
from footfall.smo.judging.shares import about, names_of
from footfall.smo.rule import NOT_APPLICABLE, Fix, Outcome, Rule, Severity, Subject

RULE = Rule("share-a11y", Severity.MEDIUM, Fix.MANUAL, consumers=())

SMALLEST: Final = 24
"""Pixels each way of the smallest target (WCAG 2.2, 2.5.8, 2023-10-05)."""
SIZE: Final = re.compile(r"(?:^|[;\s])(?:width|height)\s*:\s*(\d{1,3})px", re.IGNORECASE)


def check(subject: Subject) -> Outcome:
    page = subject.page
    controls = [control for control in page.share_controls if control.kind is not Control.SDK and control.attrs]
    if not controls:
        return NOT_APPLICABLE
    found = []
    for fault, one, several, advice in FAULTS:
        faulty = [control for control in controls if fault(control)]
        if faulty:
            said = one if len(faulty) == 1 else several.format(count=len(faulty))
            found.append(about(page, faulty[0], f"{said} ({names_of(faulty)}).", advice))
    return tuple(found)


def _nameless(control: ShareControl) -> bool:
    return not control.label and "aria-labelledby" not in control.attrs


def _hidden(control: ShareControl) -> bool:
    attrs = control.attrs
    return attrs.get("aria-hidden") == "true" and attrs.get("tabindex") != "-1" and not _unreachable(control)


def _unreachable(control: ShareControl) -> bool:
    if "tabindex" in control.attrs or control.tag == "button" or "-" in control.tag:
        return False
    return control.tag != "a" or "href" not in control.attrs


def _small(control: ShareControl) -> bool:
    sizes = SIZE.findall(control.attrs.get("style", ""))
    return bool(sizes) and min(map(int, sizes)) < SMALLEST


FAULTS: Final = (
    (
        _nameless,
        "A share button has no name, so a screen reader can't say what it does",
        "{count} share buttons have no name, so a screen reader can't say what they do",
        'Give each button a text or an aria-label such as "Share on Facebook".',
    ),
    (
        _unreachable,
        "A share button can't be reached with the keyboard",
        "{count} share buttons can't be reached with the keyboard",
        "Use a link with an address or a button element.",
    ),
    (
        _hidden,
        "A share button is hidden from screen readers although the keyboard reaches it",
        "{count} share buttons are hidden from screen readers although the keyboard reaches them",
        "Remove aria-hidden from the link, and put it on the icon inside.",
    ),
    (
        _small,
        f"A share button is smaller than {SMALLEST} pixels, so fingers miss it",
        f"{{count}} share buttons are smaller than {SMALLEST} pixels, so fingers miss them",
        f"Make each button at least {SMALLEST} pixels wide and high.",
    ),
)
