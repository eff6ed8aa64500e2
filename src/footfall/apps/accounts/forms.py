"""Forms of people and workspaces."""

from __future__ import annotations

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _


class WelcomeForm(forms.Form):
    """The first owner and the first workspace."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(label=_("Your e-mail address"))
    password = forms.CharField(
        label=_("A password"), widget=forms.PasswordInput, min_length=10, help_text=_("At least ten characters.")
    )
    company = forms.CharField(label=_("Your company"), max_length=120, help_text=_("The name of your workspace."))

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password
