"""What the log says of deeds with offers and leads. People who asked are not named: the log is kept for ever."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Final[dict[str, str | Promise]] = {
    "offer.added": _("%(who)s added the offer “%(thing)s”."),
    "offer.changed": _("%(who)s changed the offer “%(thing)s”."),
    "offer.opened": _("%(who)s opened the form of “%(thing)s”."),
    "offer.closed": _("%(who)s closed the form of “%(thing)s”."),
    "offer.removed": _("%(who)s removed the offer “%(thing)s” with its %(leads)s leads."),
    "lead.removed": _("%(who)s deleted a lead of “%(thing)s”."),
    "leads.exported": _("%(who)s exported %(leads)s leads."),
}
