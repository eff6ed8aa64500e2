"""Forms of insights."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from footfall.apps.insights.models import Often


class MailForm(forms.Form):
    """How often a report comes."""

    often = forms.ChoiceField(
        label=_("Mail report"),
        choices=[("", _("None")), *Often.choices],
        required=False,
        help_text=_("Visits, shares and what they brought, of all sites of this workspace, against the period before."),
    )
