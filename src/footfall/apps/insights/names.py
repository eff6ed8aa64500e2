"""What the numbers and ids of events are called."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from footfall.flywheel import sources
from footfall.flywheel.event import Channel, Device, How, Kind

CHANNELS: Final = {
    Channel.DIRECT: gettext_lazy("Direct"),
    Channel.POST: gettext_lazy("Your posts and links"),
    Channel.PAID: gettext_lazy("Ads"),
    Channel.SHARED: gettext_lazy("Visitors' shares"),
    Channel.SOCIAL: gettext_lazy("Social networks, link unknown"),
    Channel.SEARCH: gettext_lazy("Search"),
    Channel.AI: gettext_lazy("AI assistants"),
    Channel.EMAIL: gettext_lazy("Mail"),
    Channel.REFERRAL: gettext_lazy("Other sites"),
}
HALVES: Final = {Channel.POST: "smm", Channel.PAID: "smm", Channel.SHARED: "loop"}
"""Whose work a channel is; what is not named here your pages earned."""
EVIDENCE: Final = {
    How.TOKEN: gettext_lazy("share token"),
    How.UTM: gettext_lazy("UTM"),
    How.CLICK_ID: gettext_lazy("click id"),
    How.REFERRER: gettext_lazy("referrer"),
    How.IN_APP: gettext_lazy("in-app browser"),
    How.NONE: gettext_lazy("no evidence"),
}
DEVICES: Final = {
    Device.UNKNOWN: gettext_lazy("unknown"),
    Device.DESKTOP: gettext_lazy("computer"),
    Device.PHONE: gettext_lazy("phone"),
    Device.TABLET: gettext_lazy("tablet"),
}
KINDS: Final = {
    Kind.VIEW: gettext_lazy("saw"),
    Kind.CLICK: gettext_lazy("followed a link of yours"),
    Kind.SHARE: gettext_lazy("shared"),
    Kind.CONVERT: gettext_lazy("reached a goal at"),
    Kind.FOLLOW: gettext_lazy("followed your profile from"),
    Kind.ENGAGE: gettext_lazy("did something on"),
    Kind.BOT: gettext_lazy("fetched the preview of"),
    Kind.DELIVER: gettext_lazy("A link of yours went out to"),
}
CONTROLS: Final = {
    "button": gettext_lazy("a share button"),
    "copy": gettext_lazy("a copied link"),
    "native": gettext_lazy("the device's share menu"),
    "dark": gettext_lazy("unseen: a stranger came with it"),
}
WAYS: Final = {
    "copy": gettext_lazy("copied link"),
    "native": gettext_lazy("share menu"),
    "dark": gettext_lazy("unseen"),
}
"""The same in two words, for drawings."""


def network(name: str) -> str:
    """As a person calls it; a host stays a host."""
    if name in CONTROLS:
        return str(CONTROLS[name])
    called = sources.called(name)
    return called if called != name or "." in name else name.replace("-", " ").capitalize()


def short(name: str) -> str:
    return str(WAYS[name]) if name in WAYS else network(name)


def channel(number: int) -> str:
    return str(CHANNELS[Channel(number)]) if number in CHANNELS else _("unknown")


def half(number: int) -> str:
    return HALVES.get(Channel(number), "smo") if number in CHANNELS else "smo"
