"""Forms of links."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from footfall.apps.links.listing import Shown, Sort
from footfall.apps.links.models import LONGEST_TARGET, LONGEST_WORD, Domain, Mode
from footfall.apps.links.wishes import Rules, Wish
from footfall.apps.links.words import known_networks

LARGEST_FILE = 1_000_000
"""Bytes of a list that is uploaded: a thousand lines have a tenth of it."""
WORDS = ("network", "campaign", "source", "medium")
MORE = ("source", "medium", "term", "content", "permanent", "notes")


def _word(label: Any, help_text: Any = "", known: str = "") -> forms.CharField:
    attrs = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
    widget = forms.TextInput(attrs=attrs | ({"list": f"known-{known}"} if known else {}))
    return forms.CharField(label=label, max_length=LONGEST_WORD, required=False, help_text=help_text, widget=widget)


def _ends_at() -> forms.DateTimeField:
    return forms.DateTimeField(
        label=_("Ends"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("From then on the link says that it is over. In your time zone."),
        error_messages={"invalid": _("Write day and time like 2027-03-31T18:00.")},
    )


class LinkForm(forms.Form):
    """A new link. What may stand in it is the use case's to say."""

    target = forms.CharField(
        label=_("Where it leads"),
        max_length=LONGEST_TARGET,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        help_text=_("A page of one of your sites."),
        error_messages={"required": _("Type the address that the link shall lead to.")},
    )
    network = _word(
        _("Where you put it"),
        _("A network, such as linkedin, or a place of your own, such as newsletter. Make one link for each place."),
        "sources",
    )
    campaign = _word(_("Campaign"), _("Its short name."), "campaigns")
    label = forms.CharField(
        label=_("Account or place"),
        max_length=200,
        required=False,
        help_text=_("For you and your colleagues: “company page”, “back of the menu”."),
    )
    code = forms.CharField(
        label=_("Own ending"),
        max_length=64,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_(
            "Such as spring-sale, for print and for saying aloud. Without one, a random code nobody can guess."
        ),
    )
    host = forms.ChoiceField(label=_("Domain"), required=False)
    ends_at = _ends_at()
    source = _word(_("Source (utm_source)"), _("Without one: where you put it."), "sources")
    medium = _word(_("Medium (utm_medium)"), _("Without one: the campaign's, or social for networks."), "mediums")
    term = _word(_("Term (utm_term)"))
    content = _word(_("Content (utm_content)"), _("Tells two links of one campaign apart."))
    permanent = forms.BooleanField(
        label=_("Permanent redirect (301)"),
        required=False,
        help_text=_("Browsers remember it: later clicks are not counted, and a new target does not reach everybody."),
    )
    notes = forms.CharField(label=_("Notes"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    as_written = forms.BooleanField(label=_("These words are meant as written"), required=False)

    def __init__(self, data: Any, rules: Rules, **more: Any) -> None:
        super().__init__(data, **more)
        self.rules = rules
        hosts = sorted(rules.hosts)
        field = self.fields["host"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("the desk's own")), *((host, host) for host in hosts)]
        if not hosts:
            del self.fields["host"]

    @property
    def known(self) -> dict[str, list[tuple[str, str]]]:
        """Suggestions by the name of their list: word and what it means."""
        named = known_networks()
        return {
            "sources": [(word, named.get(word, "")) for word in sorted(self.rules.sources)],
            "mediums": [(word, "") for word in sorted(self.rules.mediums)],
            "campaigns": [(slug, one.name) for slug, one in sorted(self.rules.campaigns.items())],
        }

    @property
    def asks(self) -> bool:
        """Whether a word looked like a typing error, and may be meant all the same."""
        enforced = self.rules.conventions.mode == Mode.ENFORCE
        return not enforced and (bool(self.data.get("as_written")) or any(name in self.errors for name in WORDS))

    @property
    def is_open(self) -> bool:
        """Whether the rarer fields are shown: one of them is filled or wrong."""
        return any(name in self.errors or self[name].value() for name in MORE)

    def wish(self) -> Wish:
        return Wish(**self.cleaned_data)


class ChangeForm(forms.Form):
    """What may change of a link: everything that its visits are not counted by."""

    target = forms.CharField(
        label=_("Where it leads"), max_length=LONGEST_TARGET, widget=forms.TextInput(attrs={"inputmode": "url"})
    )
    label = forms.CharField(label=_("Account or place"), max_length=200, required=False)
    ends_at = _ends_at()
    permanent = forms.BooleanField(label=_("Permanent redirect (301)"), required=False)
    notes = forms.CharField(label=_("Notes"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class BulkForm(forms.Form):
    """Many links as a list that is pasted or uploaded."""

    lines = forms.CharField(
        label=_("The list"),
        required=False,
        strip=False,
        max_length=LARGEST_FILE,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "wrap": "off"}),
        help_text=_(
            "One link on each line: target, network, campaign, own ending, account. Commas, semicolons or tabs between "
            "them. A first line with names of columns may put them in another order."
        ),
    )
    file = forms.FileField(label=_("Or a CSV file"), required=False, help_text=_("Instead of the list above."))
    as_written = forms.BooleanField(label=_("Words that look like typing errors are meant as written"), required=False)

    def text(self) -> str:
        """What was given: the file, or else the list.

        Raises:
            ValidationError: the file is none that can be read.
        """
        file = self.cleaned_data.get("file")
        if file is None:
            return str(self.cleaned_data.get("lines") or "")
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than a megabyte. Cut it in parts."))
        try:
            return str(file.read(), "utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("The file is no text in UTF-8. Save it as “CSV UTF-8”.")) from error


class FilterForm(forms.Form):
    """Which links are listed."""

    text = forms.CharField(label=_("Contains"), max_length=200, required=False)
    campaign = forms.ChoiceField(label=_("Campaign"), required=False)
    network = forms.ChoiceField(label=_("Source"), required=False)
    state = forms.ChoiceField(label=_("Links"), choices=Shown.choices, required=False)
    sort = forms.ChoiceField(label=_("Order"), choices=Sort.choices, required=False)

    def __init__(self, data: Any, *, campaigns: list[str], networks: list[str]) -> None:
        super().__init__(data)
        for name, words in (("campaign", campaigns), ("network", networks)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("all")), *((word, word) for word in words)]


class CampaignForm(forms.Form):
    """A campaign; its short name is chosen once."""

    name = forms.CharField(label=_("Name"), max_length=120, error_messages={"required": _("Give the campaign a name.")})
    slug = forms.CharField(
        label=_("Short name"),
        max_length=LONGEST_WORD,
        required=False,
        help_text=_("Stands in utm_campaign, and can't be changed later. Without one, the name gives it."),
    )
    begins_on = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    utm_medium = _word(_("Medium"), _("What its links have where nobody chose another: social, email, print."))
    notes = forms.CharField(label=_("Notes"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ConventionsForm(forms.Form):
    """How new links are named."""

    mode = forms.ChoiceField(
        label=_("Words that are not in these lists"), choices=Mode.choices, widget=forms.RadioSelect
    )
    sources = forms.CharField(
        label=_("Sources of your own"),
        required=False,
        max_length=12_000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("One on each line, such as newsletter. The networks that Footfall knows count besides."),
    )
    mediums = forms.CharField(
        label=_("Mediums"),
        required=False,
        max_length=12_000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("One on each line. Without any: social, paid_social, share, email, qr, print, referral."),
    )
    adds_utm = forms.BooleanField(
        label=_("Add utm_source, utm_medium and utm_campaign to links"),
        required=False,
        help_text=_("For other analytics tools. Footfall itself counts by its token, which every link carries."),
    )


class HostForm(forms.Form):
    """A host outside that links may lead to."""

    host = forms.CharField(label=_("Host"), max_length=300, help_text=_("Such as shop.example.net."))
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("Your colleagues read this later: “our ticket seller”.")
    )


class DomainForm(forms.Form):
    """A domain for short links."""

    host = forms.CharField(
        label=_("Domain"),
        max_length=Domain._meta.get_field("host").max_length,
        help_text=_("A name that nothing else lives at, such as go.example.org."),
        error_messages={"required": _("Type the name, such as go.example.org.")},
    )
