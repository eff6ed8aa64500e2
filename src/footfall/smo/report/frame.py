"""The frame of every HTML file we hand out: one style sheet, a policy that forbids everything else, a footer."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Final

from footfall import __version__
from footfall.smo.draw.card_html import card_css
from footfall.smo.draw.markup import Markup, tag

POLICY: Final = "default-src 'none'; img-src data:; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"
"""Nothing may be loaded or run; pictures only as data: addresses, and the one style sheet by its fingerprint."""


@cache
def report_css() -> str:
    """The whole style sheet."""
    own = resources.files(__package__).joinpath("report.css").read_text("utf-8")
    return f"\n{own}\n{card_css()}"


def framed(title: str, *parts: Markup) -> Markup:
    """The whole file below the doctype, around the body's parts."""
    css = report_css()
    policy = POLICY.format(b64encode(sha256(css.encode()).digest()).decode())
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="generator", content=f"Footfall {__version__}"),
        tag("title", title),
        tag("style", Markup(css)),
    )
    made = f"Made with Footfall {__version__}, open-source software."
    foot = tag("footer", tag("p", made, " This file is complete: it loads nothing and runs nothing."))
    return tag("html", head, tag("body", parts, foot), lang="en")
