"""Forms of offers in the desk, and the one that strangers fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from footfall.apps.accounts.models import Workspace
from footfall.apps.leads.models import Ask, Confirming, Offer
from footfall.apps.sites.models import Site

CONSENT = _(
    "I want to receive this file and agree that my address is used to send it to me. I can have my data deleted at "
    "any time."
)


class OfferForm(forms.Form):
    """What is offered, and what is asked for."""

    title = forms.CharField(label=_("Title"), max_length=200, error_messages={"required": _("Give the offer a title.")})
    about = forms.CharField(
        label=_("What people get"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Plain text above the form."),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("PDF, EPUB, ZIP, office documents, PNG, JPG, MP3 or MP4; 20 MB at most."),
    )
    asks = forms.MultipleChoiceField(
        label=_("Ask also for"),
        choices=Ask.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The e-mail address is always asked for. Each further field makes fewer people fill it in."),
    )
    consent = forms.CharField(
        label=_("Words of consent"),
        max_length=4000,
        initial=CONSENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "People tick a box beside these words; each lead keeps the words of its day. If you want to send more than "
            "the file, say so here, and ask somebody who knows your law."
        ),
        error_messages={"required": _("Write the words to which people agree.")},
    )
    opt_in = forms.ChoiceField(
        label=_("When is an address taken?"),
        choices=Confirming.choices,
        initial=Confirming.DOUBLE,
        widget=forms.RadioSelect,
        help_text=_(
            "With double opt-in an address counts once its owner has confirmed it by mail. With single opt-in anybody "
            "can type anybody’s address, and the file is given at once: in many countries you may not write to such "
            "addresses."
        ),
    )
    refuses = forms.CharField(
        label=_("Domains that are not taken"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "throwaway.example"}),
        help_text=_("One a line, such as those of throw-away addresses; theirs below them are meant too."),
    )
    amount = forms.CharField(
        label=_("A lead is worth"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "placeholder": "25.00"}),
        help_text=_("For the reports, if you can say."),
    )
    currency = forms.CharField(
        label=_("Currency"), required=False, max_length=3, widget=forms.TextInput(attrs={"placeholder": "EUR"})
    )

    def wishes(self) -> dict[str, Any]:
        """What `actions.add_offer` and `change_offer` take."""
        return dict(self.cleaned_data) | {"refuses": self.cleaned_data["refuses"].split()}


class NewOfferForm(OfferForm):
    """The same, for one of the workspace's sites."""

    site = forms.ModelChoiceField(
        label=_("Site"),
        queryset=Site.objects.none(),
        empty_label=None,
        help_text=_("For which leads are counted. It can’t be changed later."),
    )
    field_order = ("title", "site", "about", "file")

    def __init__(self, *args: Any, workspace: Workspace, **more: Any) -> None:
        super().__init__(*args, **more)
        sites: Any = self.fields["site"]
        sites.queryset = workspace.sites.all()
        self.fields["file"].required = True


class FilterForm(forms.Form):
    """Which leads are listed."""

    q = forms.CharField(label=_("Address contains"), required=False, max_length=200)
    offer = forms.ModelChoiceField(
        label=_("Offer"), queryset=Offer.objects.none(), required=False, empty_label=_("all offers")
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), ("confirmed", _("confirmed")), ("waiting", _("not confirmed yet"))],
    )

    def __init__(self, *args: Any, workspace: Workspace, **more: Any) -> None:
        super().__init__(*args, **more)
        offers: Any = self.fields["offer"]
        offers.queryset = workspace.offers.all()


_AUTOCOMPLETE = {Ask.NAME: "name", Ask.COMPANY: "organization", Ask.PHONE: "tel", Ask.MESSAGE: "off"}


class AskForm(forms.Form):
    """What a stranger fills in."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Type the address that the file is sent to."),
            "invalid": _("This address can’t be read. Write it like name@example.org."),
        },
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    """Nobody sees it; programs fill it in."""
    opened = forms.CharField(max_length=500, required=False, widget=forms.HiddenInput)
    agree = forms.BooleanField(error_messages={"required": _("Tick the box if you agree; without it nothing is sent.")})

    def __init__(self, *args: Any, offer: Offer, **more: Any) -> None:
        super().__init__(*args, **more)
        for ask in Ask:
            if ask.value in offer.asks:
                self.fields[ask.value] = _field(ask)
        self.order_fields(["email", *offer.asks, "website", "opened", "agree"])
        consent = offer.consents.first()
        self.fields["agree"].label = consent.text if consent else ""
        self._asks = list(offer.asks)

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields that people see, without the box."""
        return [self["email"], *(self[name] for name in self._asks)]

    @property
    def answers(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self._asks if self.cleaned_data.get(name)}


def _field(ask: Ask) -> forms.Field:
    attributes = {"autocomplete": _AUTOCOMPLETE[ask]}
    if ask is Ask.MESSAGE:
        widget: forms.Widget = forms.Textarea(attrs=attributes | {"rows": 3})
        return forms.CharField(label=ask.label, required=False, max_length=2000, widget=widget)
    widget = forms.TextInput(attrs=attributes | ({"inputmode": "tel"} if ask is Ask.PHONE else {}))
    return forms.CharField(label=ask.label, required=False, max_length=120, widget=widget)
