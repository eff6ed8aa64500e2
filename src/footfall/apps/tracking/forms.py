"""Forms of measuring. What people typed is judged by `checks`; here stand words and shapes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from footfall.apps.tracking.importing import FileKind
from footfall.apps.tracking.models import Consent, Keeping
from footfall.apps.tracking.people import IdKind
from footfall.flywheel.identity import LONGEST_ID


class SettingsForm(forms.Form):
    """How a site is measured."""

    on = forms.BooleanField(
        label=_("Measure this site"),
        required=False,
        help_text=_("Turned off, nothing that its pages send is kept. Short links still lead on."),
    )
    consent = forms.ChoiceField(
        label=_("Who is recognised from one day to the next"),
        choices=Consent.choices,
        widget=forms.RadioSelect,
        help_text=_("Visits, shares and sources are counted either way; only returning visitors are not."),
    )
    days = forms.TypedChoiceField(
        label=_("Events are kept for"),
        choices=Keeping.choices,
        coerce=int,
        help_text=_("Older events are deleted within an hour, also those of before when you choose a shorter time."),
    )
    hash_share = forms.BooleanField(
        label=_("Recognise pages shared by copying the address bar"),
        required=False,
        help_text=_(
            "The tracker adds #s= and a random word to the address of the page, which differs with every view and "
            "belongs to nobody. Whoever copies the address passes it on. Load the snippet anew after changing this."
        ),
    )
    hosts = forms.CharField(
        label=_("Further hosts"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "shop.example.org"}),
        help_text=_("One a line: other hosts whose pages carry this site's snippet. All others are refused."),
    )
    keeps = forms.CharField(
        label=_("Parameters that belong to a page"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "id, page"}),
        help_text=_("In /product?id=7&utm_source=x the page is /product?id=7 if “id” stands here, else /product."),
    )

    def wishes(self) -> dict[str, Any]:
        """What `actions.change_measuring` takes."""
        said = dict(self.cleaned_data)
        return said | {"hosts": said["hosts"].split(), "keeps": said["keeps"].replace(",", " ").split()}


class GoalForm(forms.Form):
    """A goal that exists."""

    pattern = forms.CharField(
        label=_("Address that is seen"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"placeholder": "/thanks"}),
        help_text=_("The path without host and query; a star stands for anything: /orders/*/paid."),
    )
    event = forms.CharField(
        label=_("Or an event that the page tracks"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": "signup"}),
        help_text=_("The name in the page's script or in what your server sends."),
    )
    amount = forms.CharField(
        label=_("Worth"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "placeholder": "12.50"}),
        help_text=_("What one is worth to you, if you can say. It stands above what a page itself claims."),
    )
    currency = forms.CharField(
        label=_("Currency"), required=False, max_length=3, widget=forms.TextInput(attrs={"placeholder": "EUR"})
    )


class NewGoalForm(GoalForm):
    """The same with a name, which stays."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": "newsletter"}),
        help_text=_("Short, in small letters. It stands in all reports and can't be changed later."),
        error_messages={"required": _("Give the goal a name, such as newsletter.")},
    )
    field_order = ("name", "pattern", "event", "amount", "currency")


class TryForm(forms.Form):
    """Which goals an address reaches."""

    path = forms.CharField(
        label=_("Test an address"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"placeholder": "/orders/77/paid", "inputmode": "url"}),
    )


class PersonForm(forms.Form):
    """Whose data it is about."""

    kind = forms.ChoiceField(label=_("Known by"), choices=IdKind.choices, initial=IdKind.SITE, widget=forms.RadioSelect)
    said = forms.CharField(
        label=_("The id"),
        max_length=LONGEST_ID,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type the id by which the site knows the person.")},
    )


class ImportForm(forms.Form):
    """A file of figures from before."""

    kind = forms.ChoiceField(label=_("What it is"), choices=FileKind.choices, widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("CSV file"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty. Export it again.")},
    )
    first = forms.DateField(
        label=_("First day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Only for search figures: their file does not say of which days they are."),
    )
    last = forms.DateField(label=_("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("kind") == FileKind.SEARCH and not (said.get("first") and said.get("last")):
            raise forms.ValidationError(_("Say of which days the figures are, as you chose them when you exported."))
        return said
