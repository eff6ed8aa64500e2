"""What people do to their own sign-in is written into the log."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.utils.translation import gettext_lazy

from footfall.apps.accounts.deeds import note
from footfall.apps.accounts.models import Person

KINDS = {
    Authenticator.Type.TOTP: gettext_lazy("an authenticator app"),
    Authenticator.Type.WEBAUTHN: gettext_lazy("a passkey or security key"),
    Authenticator.Type.RECOVERY_CODES: gettext_lazy("recovery codes"),
}


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
    note("second-step.added", KINDS[Authenticator.Type(authenticator.type)], workspace=None, by=user)


def _authenticator_removed(user: Person, authenticator: Authenticator, **_: Any) -> None:
    note("second-step.removed", KINDS[Authenticator.Type(authenticator.type)], workspace=None, by=user)


def _authenticator_reset(user: Person, **_: Any) -> None:
    note("second-step.renewed", workspace=None, by=user)
