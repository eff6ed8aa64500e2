"""Forms of sites and audits."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from footfall.apps.sites.models import Rhythm


class AddForm(forms.Form):
    """A new site: one field. Whether the address can be audited is the use case's to say."""

    address = forms.CharField(
        label=_("The address of your site"),
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
        help_text=_("Such as example.org. The front page is enough; the audit follows its links."),
        error_messages={"required": _("Type the address of your site, such as https://example.org/.")},
    )


class SiteForm(forms.Form):
    """What may change of a site."""

    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("What you and your colleagues call it."))
    max_pages = forms.IntegerField(
        label=_("Pages at most"),
        min_value=1,
        help_text=_("An audit stops after so many pages. Front pages and what they link to come first."),
    )


class ScheduleForm(forms.Form):
    """How often a site is audited again, and who hears of it."""

    rhythm = forms.ChoiceField(label=_("Audit again"), choices=Rhythm.choices, widget=forms.RadioSelect)
    alert_email = forms.EmailField(
        label=_("Tell by mail"),
        required=False,
        help_text=_("This address gets a mail when an audit comes out worse than the one before."),
    )


class IgnoreForm(forms.Form):
    """A decision to leave a rule alone, with the reason."""

    url = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why is this all right as it is?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Your colleagues read this later and know that it was decided, not forgotten."),
        error_messages={"required": _("Say why it is ignored, so that others understand it later.")},
    )


class Life(TextChoices):
    """How long a shared report can be read."""

    WEEK = "7", _("for 7 days")
    MONTH = "30", _("for 30 days")
    QUARTER = "90", _("for 90 days")
    ALWAYS = "0", _("until somebody revokes it")


class ShareForm(forms.Form):
    """How long a public report lasts."""

    days = forms.ChoiceField(label=_("The link works"), choices=Life.choices)

    @property
    def expires_at(self) -> datetime | None:
        days = int(self.cleaned_data["days"])
        return timezone.now() + timedelta(days=days) if days else None


class Sort(TextChoices):
    """Orders of a list of pages."""

    WORST = "worst", _("lowest score first")
    BEST = "best", _("highest score first")
    CARDS = "cards", _("most broken cards first")
    ADDRESS = "address", _("by address")


class PagesForm(forms.Form):
    """Which pages of an audit are listed, and how."""

    text = forms.CharField(label=_("Address or title contains"), max_length=200, required=False)
    severity = forms.ChoiceField(
        label=_("With findings that are"),
        required=False,
        choices=[
            ("", _("of any severity")),
            ("critical", _("critical")),
            ("high", _("high")),
            ("medium", _("medium")),
            ("low", _("low")),
            ("info", _("only worth knowing")),
        ],
    )
    sort = forms.ChoiceField(label=_("Order"), choices=Sort.choices, required=False)
