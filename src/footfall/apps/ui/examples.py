"""The style page's examples: one template each in `templates/ui/examples/`, found by listing the folder.

A file is named `NN-name.html`, NN giving its place, and begins with `{# Title | A sentence. #}`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from footfall.apps.ui.charts import Bar, Point, bar_chart, line_chart
from footfall.page import parse_page
from footfall.smo.draw.wall import wall
from footfall.smo.draw.wall_html import wall_html
from footfall.smo.previews.engine import preview_all

FOLDER: Final = Path(__file__).parent / "templates" / "ui" / "examples"
HEAD: Final = re.compile(r"\A\{# (?P<title>.+?) \| (?P<sentence>.+?) #\}\n")
SNIPPET: Final = """<meta property="og:title" content="Sourdough in 10 steps">
<meta property="og:image" content="https://bakery.example/sourdough.jpg">"""
CHANGES: Final = """@@ -4,3 +4,4 @@
 <title>Sourdough in 10 steps</title>
-<meta property="og:image" content="/sourdough.jpg">
+<meta property="og:image" content="https://bakery.example/sourdough.jpg">
+<meta property="og:image:alt" content="A loaf on a wooden board">
 </head>"""
PAGE: Final = f"<title>Sourdough in 10 steps</title>{SNIPPET}<p>Flour, water, salt, time."


class Example(NamedTuple):
    """One component: as the device shows it, in the other scheme, and its markup."""

    name: str
    title: str
    sentence: str
    drawn: SafeString
    mirrored: SafeString
    markup: str


class SiteExample(forms.Form):
    """A form with every kind of field; bound to values that are wrong, so that errors show."""

    address = forms.URLField(
        assume_scheme="https", label="Your site's address", help_text="The first page; the others are found from it."
    )
    name = forms.CharField(label="Name", required=False, max_length=20)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    rhythm = forms.ChoiceField(label="Audit again", choices=[("never", "Only when asked"), ("weekly", "Every week")])
    kinds = forms.MultipleChoiceField(
        label="Tell me about",
        choices=[("a", "Worse cards"), ("b", "Failed audits")],
        widget=forms.CheckboxSelectMultiple,
    )
    agree = forms.BooleanField(label="This site is mine, or its owner asked me", required=False)


def examples(request: HttpRequest) -> list[Example]:
    """All components in their order."""
    return [_example(path, request) for path in sorted(FOLDER.glob("*.html"))]


def _example(path: Path, request: HttpRequest) -> Example:
    source = path.read_text("utf-8")
    head = HEAD.match(source)
    if head is None:
        raise ValueError(f"{path.name} must begin with {{# Title | A sentence. #}}.")
    name = path.stem.partition("-")[2]
    template = f"ui/examples/{path.name}"
    drawn = render_to_string(template, _context("a"), request)
    mirrored = render_to_string(template, _context("b"), request)
    return Example(name, head["title"], head["sentence"], drawn, mirrored, source[head.end() :].strip())


def _context(scheme: str) -> dict[str, Any]:
    """What examples draw. `scheme` ("a", "b") keeps ids apart."""
    now = timezone.now()
    wrong = {"address": "bakery", "name": "Corner Bakery", "rhythm": "weekly"}
    scores = (48, 52, 51, 63, 78, 82)
    first = date(2026, 10, 11)
    return {
        "scheme": scheme,
        "now": now - timedelta(minutes=12),
        "yesterday": now - timedelta(days=1),
        "form": SiteExample(wrong, auto_id=f"{scheme}-%s"),
        "page": Paginator(range(120), 50).page(2),
        "snippet": SNIPPET,
        "changes": CHANGES,
        "line": line_chart([Point(first + timedelta(7 * n), score) for n, score in enumerate(scores)], label="Score"),
        "bars": bar_chart(
            [Bar("Critical", 3, "bad"), Bar("High", 14, "bad"), Bar("Medium", 22, "doubt"), Bar("Low", 41, "plain")],
            label="Findings by severity",
        ),
        "wall": _wall(),
    }


def _wall() -> str:
    """A few consumers' cards of a small page, a broken one first."""
    url = "https://bakery.example/blog/sourdough"
    return wall_html(wall(preview_all(parse_page(url, PAGE.encode())), url=url)[::8])
