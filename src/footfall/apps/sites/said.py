"""What the log says of deeds with sites and audits: a sentence each verb, with what `note` was given."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Final[dict[str, str | Promise]] = {
    "site.added": _("%(who)s added the site %(thing)s (%(address)s)."),
    "site.changed": _("%(who)s changed the site %(thing)s; an audit has %(max_pages)s pages at most."),
    "site.removed": _("%(who)s removed the site %(thing)s (%(address)s) with its %(audits)s audits."),
    "audit.started": _("%(who)s started an audit of %(thing)s."),
    "audit.stopped": _("%(who)s stopped an audit of %(thing)s."),
    "audit.exported": _("%(who)s exported an audit of %(thing)s as %(form)s."),
    "finding.ignored": _("%(who)s decided to ignore %(rule)s on %(thing)s %(url)s: %(reason)s"),
    "finding.heeded": _("%(who)s no longer ignores %(rule)s on %(thing)s %(url)s."),
    "schedule.changed": _("%(who)s changed the rhythm in which %(thing)s is audited: %(rhythm)s."),
    "report.shared": _("%(who)s made a public link to a report on %(thing)s."),
    "report.revoked": _("%(who)s revoked a public link to a report on %(thing)s."),
}
