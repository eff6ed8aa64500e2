"""Tags and filters of insights in templates: `{% load insights %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

from footfall.apps.insights import figures, names
from footfall.apps.insights.scope import Asked, moment
from footfall.flywheel.estimate import Estimate

register = template.Library()
register.filter("network", names.network)
register.filter("channel", names.channel)
register.filter("whole", figures.whole)
register.filter("percent", figures.percent)
register.filter("rate", figures.rate)
register.filter("moment", moment)


@register.simple_tag(takes_context=True)
def place(context: Context, name: str, **changes: Any) -> str:
    """`{% place "page" path=row.path %}`: the address of a place with the scope of this page and `changes`."""
    asked: Asked = context["asked"]
    return address(context["workspace"].slug, asked, name, **changes)


def address(slug: str, asked: Asked, name: str, **changes: Any) -> str:
    """Of a place of insights in the same scope."""
    return reverse(f"insights:{name}", args=[slug]) + asked.query(**changes)


@register.filter
def part(value: Estimate) -> str:
    """A part of a whole with its interval: "7.3 % (6.0–8.8 %)"."""
    return f"{figures.percent(value.value)} ({figures.percents(value)})"


@register.filter
def span(value: Any) -> str:
    """The interval of anything that has a `low` and a `high`: "0.11–0.27"."""
    return figures.between(value.low, value.high)
