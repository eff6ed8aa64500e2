"""What the log says of deeds with links: a sentence each verb, with what `note` was given."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Final[dict[str, str | Promise]] = {
    "campaign.changed": _("%(who)s changed the campaign “%(thing)s”."),
    "campaign.made": _("%(who)s made the campaign “%(thing)s” (%(slug)s)."),
    "campaign.removed": _("%(who)s removed the campaign “%(thing)s” (%(slug)s); its %(links)s links stay."),
    "conventions.changed": _("%(who)s changed the conventions of links: %(mode)s."),
    "domain.added": _("%(who)s added the domain %(thing)s for short links."),
    "domain.removed": _("%(who)s removed the domain %(thing)s of short links."),
    "domain.verified": _("%(who)s checked the domain %(thing)s: short links work there."),
    "host.allowed": _("%(who)s allowed links to %(thing)s: %(reason)s"),
    "host.refused": _("%(who)s no longer allows new links to %(thing)s."),
    "link.changed": _("%(who)s changed the link %(thing)s."),
    "link.deleted": _("%(who)s deleted the link %(thing)s, which led to %(target)s."),
    "link.made": _("%(who)s made the link %(thing)s to %(target)s."),
    "link.retargeted": _("%(who)s changed where %(thing)s leads: from %(before)s to %(after)s."),
    "link.turned-off": _("%(who)s turned off the link %(thing)s."),
    "link.turned-on": _("%(who)s turned on the link %(thing)s."),
    "links.made": _("%(who)s made %(thing)s links from a list."),
}
