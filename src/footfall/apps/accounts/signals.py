"""What people do to their own sign-in is written into the log."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset

from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.models import Person


def connect() -> None:
    """Listen to django-allauth."""
    password_changed.connect(_password_changed)
    password_reset.connect(_password_reset)
    authenticator_added.connect(_authenticator_added)
    authenticator_removed.connect(_authenticator_removed)
    authenticator_reset.connect(_authenticator_reset)


def _password_changed(user: Person, **_: Any) -> None:
    note("password.changed", user.email, workspace=None, by=user)


def _password_reset(user: Person, **_: Any) -> None:
    note("password.reset", user.email, workspace=None, by=user)


def _authenticator_added(user: Person, authenticator: Authenticator, **_: Any) -> None:
    note("second-step.added", authenticator.get_type_display(), workspace=None, by=user)


def _authenticator_removed(user: Person, authenticator: Authenticator, **_: Any) -> None:
    note("second-step.removed", authenticator.get_type_display(), workspace=None, by=user)


def _authenticator_reset(user: Person, **_: Any) -> None:
    note("second-step.renewed", workspace=None, by=user)
