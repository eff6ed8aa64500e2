"""Forms of webhooks."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from footfall.apps.hooks.addresses import LONGEST, problem_of
from footfall.apps.hooks.events import CHOSEN


class EndpointForm(forms.Form):
    """Where to and what of."""

    url = forms.CharField(
        label=_("Address"),
        max_length=LONGEST,
        widget=forms.URLInput(attrs={"placeholder": "https://example.com/webhook", "autocomplete": "off"}),
        help_text=_("The address of your program. Footfall sends it a signed POST."),
    )
    events = forms.MultipleChoiceField(
        label=_("Events"),
        choices=CHOSEN,
        widget=forms.CheckboxSelectMultiple,
        initial=[value for value, _label in CHOSEN],
        error_messages={"required": _("Choose at least one event, or nothing would ever be sent.")},
    )

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        if problem := problem_of(url):
            raise forms.ValidationError(problem)
        return url


class ChangeForm(EndpointForm):
    """The same, and whether it is on."""

    active = forms.BooleanField(
        label=_("On"), required=False, help_text=_("Turned off, nothing is sent and nothing is kept for later.")
    )
