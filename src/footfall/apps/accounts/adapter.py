"""How sign-in by django-allauth behaves here."""

from __future__ import annotations

import base64
import logging
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from footfall.apps.accounts.clients import address_of
from footfall.apps.accounts.sealing import Seal, SealError

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: people come by the owner's link or by an invitation."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This e-mail address and password don't belong together. Try again."),
        "too_many_login_attempts": _(
            "That was wrong too often. For your safety, sign-in waits: try again in five minutes."
        ),
        "incorrect_password": _("That is not your password. Try again."),
        "incorrect_code": _("This code is wrong or too old. Enter the code that your app shows now."),
        "enter_current_password": _("That is not your password. Try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def is_safe_url(self, url: str | None) -> bool:
        """Only this very host: the other ALLOWED_HOSTS may be somebody's own machine."""
        request = context.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ARG002
        """Attempts are counted a person; with the Host header in the key, each allowed host gave as many more."""
        return str(credentials.get("email", "")).lower()


_two_step = Seal("secrets of two-step sign-in")


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of authenticator apps and recovery codes sealed."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"]
    }

    def encrypt(self, text: str) -> str:
        return _two_step.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; one by lot, which no code fits, where the desk's key was changed since."""
        try:
            return _two_step.unseal(encrypted_text)
        except SealError:
            logger.warning("A secret of two-step sign-in can't be opened: the desk's secret key was changed.")
            return base64.b32encode(secrets.token_bytes(20)).decode()
