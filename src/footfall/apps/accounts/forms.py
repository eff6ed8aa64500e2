"""Forms of people and workspaces."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from footfall.apps.accounts.deeds import outline
from footfall.apps.accounts.models import ApiToken, Invitation, Person, Workspace
from footfall.apps.accounts.rights import Role, Scope
from footfall.apps.accounts.zones import zone_choices

TOKEN_LIVES = [("30", _("30 days")), ("90", _("90 days")), ("365", _("One year")), ("0", _("It does not expire"))]


class ZoneField(forms.ChoiceField):
    """A select of all zones. `data-guess-zone` asks zone.js to choose the browser's own."""

    def __init__(self, *, guess: bool = False) -> None:
        super().__init__(
            label=_("Time zone"),
            choices=zone_choices,
            initial="UTC",
            widget=forms.Select(attrs={"data-guess-zone": ""} if guess else {}),
            help_text=_("Times are shown in it."),
        )


class NewPasswordField(forms.CharField):
    """A password that somebody thinks up now; its form checks it against the other fields."""

    def __init__(self) -> None:
        super().__init__(
            label=_("A password"),
            strip=False,
            max_length=200,
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
            help_text=_("At least ten characters. A few words that don't belong together are easy to remember."),
        )


class OwnPasswordForm(forms.Form):
    """A form that asks who is there: wrong passwords count as failed sign-ins."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("We ask so that nobody does this at a screen you left open."),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        adapter = get_adapter(self.request)
        if not adapter.reauthenticate(self.request.user, password):
            raise cast(ValidationError, adapter.validation_error("incorrect_password"))
        return password


class NewPersonForm(forms.Form):
    """Name, password and zone of somebody who is invited."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = NewPasswordField()
    zone = ZoneField(guess=True)

    def __init__(self, *args: Any, invited: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invited = invited

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "password" in said:
            person = Person(email=said.get("email", self.invited), name=said.get("name", ""))
            try:
                validate_password(said["password"], person)
            except ValidationError as error:
                self.add_error("password", error)
        return said


class WelcomeForm(NewPersonForm):
    """The first owner and the first workspace."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("You sign in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    company = forms.CharField(
        label=_("Your company"),
        max_length=120,
        help_text=_("The name of your workspace. You can change it later."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    field_order = ("name", "email", "password", "company", "zone")


class PersonForm(forms.ModelForm[Person]):
    """What a person says about themselves."""

    zone = ZoneField()
    language = forms.ChoiceField(label=_("Language"), choices=lambda: settings.LANGUAGES)

    class Meta:
        model = Person
        fields = ("name", "zone", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        zone = cast(forms.ChoiceField, self.fields["zone"])
        if self.instance.zone not in zoned(zone.choices):
            zone.choices = [(self.instance.zone, self.instance.zone), *zone_choices()]


def zoned(choices: Any) -> set[str]:
    """The zones in choices with groups."""
    return {name for value, label in choices for name in (dict(label) if isinstance(label, list) else [value])}


class EmailForm(OwnPasswordForm):
    """Another e-mail address for oneself."""

    email = forms.EmailField(label=_("New e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    field_order = ("email", "password")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if email == cast(Person, self.request.user).email:
            raise ValidationError(_("This is your address already. Enter the new one."))
        return email


class ResetForm(forms.Form):
    """Who forgot their password."""

    email = forms.EmailField(
        label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )


class WorkspaceForm(forms.ModelForm[Workspace]):
    """A workspace's name."""

    class Meta:
        model = Workspace
        fields = ("name",)


class DeleteWorkspaceForm(forms.Form):
    """The name, typed once more."""

    name = forms.CharField(label=_("Name of the workspace"), widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workspace = workspace

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name != self.workspace.name.strip():
            raise ValidationError(
                _("That is not the name of this workspace. Type “%(name)s”, or leave this page to keep it."),
                params={"name": self.workspace.name},
            )
        return name


class RoleForm(forms.Form):
    """A member's role."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class InviteForm(forms.ModelForm[Invitation]):
    """Whom to invite, and as what."""

    class Meta:
        model = Invitation
        fields = ("email", "role")

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workspace = workspace

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if self.workspace.memberships.filter(person__email=email).exists():
            raise ValidationError(_("This person is in the workspace already. You can change their role in the list."))
        return email


class TokenForm(forms.ModelForm[ApiToken]):
    """Name, scopes and life of an API token."""

    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple, initial=[Scope.READ]
    )
    days = forms.ChoiceField(label=_("How long it works"), choices=TOKEN_LIVES, initial="90")

    class Meta:
        model = ApiToken
        fields = ("name",)
        help_texts = {"name": _("The program that will use it, so that you know later what to revoke.")}  # noqa: RUF012

    def expires_at(self) -> datetime | None:
        days = int(self.cleaned_data["days"])
        return timezone.now() + timedelta(days=days) if days else None


class LogForm(forms.Form):
    """Which lines of the log to show."""

    person = forms.ChoiceField(label=_("Who"), required=False)
    verb = forms.ChoiceField(label=_("What"), required=False)

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(deeds__workspace=workspace).distinct().order_by("name", "email")
        verbs = workspace.deeds.order_by("verb").values_list("verb", flat=True).distinct()
        cast(forms.ChoiceField, self.fields["person"]).choices = [
            ("", _("Everybody")),
            *((str(person.pk), str(person)) for person in people),
        ]
        cast(forms.ChoiceField, self.fields["verb"]).choices = [
            ("", _("Everything")),
            *((verb, outline(verb)) for verb in verbs),
        ]
