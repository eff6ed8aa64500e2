"""What the log says of deeds with measuring: a sentence each verb, with what `note` was given."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Final[dict[str, str | Promise]] = {
    "measuring.changed": _("%(who)s changed how %(thing)s is measured: %(what)s."),
    "goal.added": _("%(who)s added the goal “%(goal)s” to %(thing)s."),
    "goal.changed": _("%(who)s changed the goal “%(goal)s” of %(thing)s."),
    "goal.removed": _("%(who)s removed the goal “%(goal)s” of %(thing)s."),
    "server-key.made": _("%(who)s made a key with which a server may send events of %(thing)s."),
    "server-key.revoked": _("%(who)s revoked the server key of %(thing)s."),
    "person.exported": _("%(who)s exported what is stored of one person on %(thing)s: %(events)s events."),
    "person.erased": _("%(who)s erased what was stored of one person on %(thing)s: %(events)s events."),
    "visits.imported": _("%(who)s imported %(rows)s rows (%(kind)s) into %(thing)s."),
}
