"""Pages about the desk itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from footfall.apps.ui.examples import examples


def style_page(request: HttpRequest) -> HttpResponse:
    """Every component, living."""
    return render(request, "ui/style_page.html", {"examples": examples(request)})
