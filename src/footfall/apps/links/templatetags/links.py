"""Words and signs of links in templates: `{% load links %}`."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from footfall.apps.links import addresses
from footfall.apps.links.models import Link, State
from footfall.apps.links.words import known_networks
from footfall.apps.ui.templatetags.ui import signed

register = template.Library()


@register.filter
def short(link: Link) -> str:
    """What people copy."""
    return addresses.short_address(link)


@register.filter
def shown(link: Link) -> str:
    """The same without its scheme."""
    return addresses.shown_address(link)


@register.filter
def landing(link: Link) -> str:
    """Where a visitor lands."""
    return addresses.landing_address(link)


@register.filter
def bare(address: str) -> str:
    """An address without its scheme."""
    return address.partition("://")[2] or address


@register.filter
def network(word: str) -> str:
    """The name of a network by its id; other words as they are."""
    return known_networks().get(word, word)


@register.simple_tag
def link_state(link: Link) -> SafeString:
    """Whether it leads somewhere, with its sign."""
    if link.state == State.GONE:
        return signed("bad", _("deleted"))
    if link.state == State.OFF:
        return signed("doubt", _("turned off"))
    return signed("doubt", _("ended")) if link.is_over else signed("good", _("works"))
