"""django-allauth's forms in the desk's words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm, ResetPasswordKeyForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class _InOurWords(forms.Form):
    """Labels instead of placeholders, which vanish when one types."""

    words: dict[str, Any] = {}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.words.get(name, field.label)


class _FromABrowser(forms.Form):
    """Credentials come as JSON that anybody can write; fido2 meets a missing or odd part with whatever exception."""

    def full_clean(self) -> None:
        try:
            super().full_clean()
        except (AttributeError, KeyError, TypeError, ValueError):
            self.cleaned_data = {}
            self.add_error(
                "credential", ValidationError(_("Your browser's answer can't be read. Try again, or use another way."))
            )


class SignIn(_InOurWords, LoginForm):  # type: ignore[misc]
    words = {"login": _("E-mail address")}  # noqa: RUF012


class Reauthenticate(_InOurWords, ReauthenticateForm):  # type: ignore[misc]
    words = {"password": _("Your password")}  # noqa: RUF012


class ChangePassword(_InOurWords, ChangePasswordForm):  # type: ignore[misc]
    words = {  # noqa: RUF012
        "oldpassword": _("Password until now"),
        "password1": _("New password"),
        "password2": _("New password, once more"),
    }


class NewPassword(_InOurWords, ResetPasswordKeyForm):  # type: ignore[misc]
    words = {"password1": _("New password"), "password2": _("New password, once more")}  # noqa: RUF012


class Code(_InOurWords, AuthenticateForm):  # type: ignore[misc]
    pass


class CodeAgain(_InOurWords, ReauthenticateByCodeForm):  # type: ignore[misc]
    pass


class SetUpApp(_InOurWords, ActivateTOTPForm):  # type: ignore[misc]
    words = {"code": _("Code that the app shows")}  # noqa: RUF012


class AddKey(_FromABrowser, _InOurWords, AddWebAuthnForm):  # type: ignore[misc]
    words = {"name": _("Name"), "passwordless": _("Sign me in without a password (a passkey)")}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].help_text = _(
            "Without this it is a second step after your password. Your device must be able to check that it is you."
        )
        self.fields["passwordless"].initial = True


class RenameKey(_InOurWords, EditWebAuthnForm):  # type: ignore[misc]
    pass


class KeySignIn(_FromABrowser, LoginWebAuthnForm):  # type: ignore[misc]
    pass


class KeyStep(_FromABrowser, AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class KeyAgain(_FromABrowser, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass
