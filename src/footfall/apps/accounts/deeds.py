"""The audit log: one call a deed, inside the transaction of what was done, and a sentence for every verb."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from footfall.apps.accounts.models import ApiToken, Deed, Person, Workspace
from footfall.apps.accounts.rights import Role

SENTENCES: dict[str, str | Promise] = {
    "invitation.accepted": gettext_lazy("%(who)s accepted the invitation for %(thing)s and joined as %(role)s."),
    "invitation.revoked": gettext_lazy("%(who)s took back the invitation for %(thing)s."),
    "job.discarded": gettext_lazy("%(who)s discarded a job that had failed: %(thing)s."),
    "job.retried": gettext_lazy("%(who)s had a job tried again that had failed: %(thing)s."),
    "password-link.made": gettext_lazy("%(who)s made a link with which %(thing)s can set a new password."),
    "password.changed": gettext_lazy("%(who)s changed their password."),
    "password.reset": gettext_lazy("%(who)s set a new password through a link."),
    "person.email-changed": gettext_lazy("%(who)s changed their e-mail address from %(before)s to %(thing)s."),
    "person.invited": gettext_lazy("%(who)s invited %(thing)s as %(role)s."),
    "person.joined": gettext_lazy("%(who)s came to this installation as %(thing)s."),
    "person.left": gettext_lazy("%(who)s (%(thing)s) left the workspace."),
    "person.removed": gettext_lazy("%(who)s removed %(thing)s, who was %(role)s."),
    "role.changed": gettext_lazy("%(who)s made %(thing)s %(role)s; before: %(before)s."),
    "second-step.added": gettext_lazy("%(who)s added to their two-step sign-in: %(thing)s."),
    "second-step.removed": gettext_lazy("%(who)s removed from their two-step sign-in: %(thing)s."),
    "second-step.renewed": gettext_lazy("%(who)s made new recovery codes."),
    "token.made": gettext_lazy("%(who)s made the API token “%(thing)s” (%(prefix)s…)."),
    "token.revoked": gettext_lazy("%(who)s revoked the API token “%(thing)s” (%(prefix)s…)."),
    "workspace.deleted": gettext_lazy("%(who)s deleted the workspace “%(thing)s”."),
    "workspace.made": gettext_lazy("%(who)s made the workspace “%(thing)s”."),
    "workspace.renamed": gettext_lazy("%(who)s renamed the workspace from “%(before)s” to “%(thing)s”."),
}
"""A sentence each verb. It may use `who`, `thing` and what `note` was given as detail."""


def note(
    verb: str,
    thing: object = "",
    *,
    workspace: Workspace | None,
    by: Person | ApiToken | None = None,
    **detail: Any,
) -> Deed:
    """Write one line. `by` None is the desk itself. `detail` must be JSON and hold no secret."""
    return Deed.objects.create(
        verb=verb,
        thing=str(thing)[:300],
        workspace=workspace,
        person=by if isinstance(by, Person) else None,
        token=by if isinstance(by, ApiToken) else None,
        detail=detail,
    )


def who(deed: Deed) -> str:
    """The doer in words."""
    if deed.token is not None:
        return _("The program with the token “%(name)s”") % {"name": deed.token.name}
    return str(deed.person) if deed.person is not None else "Footfall"


def sentence(deed: Deed) -> str:
    """What happened, in the reader's language."""
    pattern = SENTENCES.get(deed.verb)
    if pattern is None:
        return f"{who(deed)}: {deed.verb} {deed.thing}".strip()
    words = {key: _in_words(key, value) for key, value in deed.detail.items()}
    return str(pattern) % defaultdict(lambda: "…", words, who=who(deed), thing=deed.thing)


def outline(verb: str) -> str:
    """The verb's sentence with dots for what differs: a choice in a form."""
    pattern = SENTENCES.get(verb)
    return str(pattern) % defaultdict(lambda: "…") if pattern is not None else verb


def _in_words(key: str, value: Any) -> str:
    if key in ("role", "before") and value in Role.values:
        return str(Role(value).label)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
