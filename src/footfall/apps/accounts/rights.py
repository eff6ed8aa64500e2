"""Roles of people, rights that roles give, scopes of API tokens."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Right(StrEnum):
    """What a view asks for."""

    SEE = "see"
    """Sites, audits, reports."""
    LOOK_INSIDE = "look-inside"
    """Settings that only colleagues should see: people, schedules, the log."""
    EDIT = "edit"
    """Add sites, run audits, ignore findings, share reports."""
    MANAGE = "manage"
    """People, roles, tokens, webhooks, the workspace itself."""


class Role(TextChoices):
    """A person's role in a workspace, strongest first."""

    OWNER = "owner", _("Owner")
    EDITOR = "editor", _("Editor")
    VIEWER = "viewer", _("Viewer")
    CLIENT = "client", _("Client")

    def may(self, right: Right) -> bool:
        return right in _RIGHTS[self]


_RIGHTS = {
    Role.OWNER: frozenset(Right),
    Role.EDITOR: frozenset({Right.SEE, Right.LOOK_INSIDE, Right.EDIT}),
    Role.VIEWER: frozenset({Right.SEE, Right.LOOK_INSIDE}),
    Role.CLIENT: frozenset({Right.SEE}),
}


class Scope(TextChoices):
    """What an API token may do in its workspace."""

    READ = "read", _("Read sites, audits and findings")
    WRITE = "write", _("Add sites, run and stop audits, ignore findings")
    MANAGE = "manage", _("Webhooks and people")
