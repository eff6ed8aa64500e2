"""Tags and filters of the desk, loaded in every template."""

from __future__ import annotations

from django import template

register = template.Library()
